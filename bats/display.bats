#!/usr/bin/env bats
# The output that people see while a sweep runs, on a terminal of 80 columns: no line is wrapped, and none is left over.

load helpers
load terminal

setup() {
  make_project
}

teardown() {
  [[ ! -e ${BATS_TEST_TMPDIR}/tmux ]] || tmux -S "${BATS_TEST_TMPDIR}/tmux" kill-server 2>/dev/null || true
}

# Builds 300 tasks; every seventh fails with a long line.
build_failing() {
  write_program <<'SH'
((n % 7)) || {
  printf 'a line of a log that is much longer than what is left of a row of eighty columns: %s\n' "${n}" >&2
  exit 3
}
SH
  build_numbered 300
}

# Runs a command in its own terminal until it has ended; screen.txt then contains the screen.
show_in_tmux() { # <command>
  local tmux=(tmux -S "${BATS_TEST_TMPDIR}/tmux" -f /dev/null)
  rm -f ended
  printf '%s\necho ended >ended\nexec sleep 600\n' "$1" >show.sh
  env -u TMUX -u COLUMNS -u LINES TERM=xterm "${tmux[@]}" new-session -d -x 80 -y 24 bash show.sh 3>&- 4>&-
  wait_until test -e ended
  # -J joins what the terminal wrapped.
  "${tmux[@]}" capture-pane -p -S -500 >screen.txt
  "${tmux[@]}" capture-pane -p -J -S -500 | sed 's/ *$//' >joined.txt
  "${tmux[@]}" kill-server
}

expect_no_wrapped_line() {
  [[ $(awk 'length($0) > 80' joined.txt) == '' ]] || {
    cat joined.txt >&2
    return 1
  }
}

@test "bar, status and monitor of sweeps of 300 tasks with failures fit a terminal of 80 columns" {
  local round
  for round in 1 2; do
    build_failing
    show_in_tmux "sweeps/outputs/sweep/scripts/local.sh --jobs 4"
    expect_no_wrapped_line
    # One bar, however often it was drawn, and the last output of local.sh.
    expect_equal "$(grep -c 'elapsed\|done' screen.txt)" 1
    grep -q '^\[#* *\] 300/300 done\|^\[#* *\] 258/300 done, 42 failed' screen.txt
    expect_equal "$(grep -c . joined.txt)" 4
    show_in_tmux "cd '${sweep_dir}' && scripts/status.sh --watch; cd '${project}'"
    expect_no_wrapped_line
    grep -q 'a line of a log' screen.txt
    show_in_tmux "node '${hsm}' monitor sweep --watch"
    expect_no_wrapped_line
    expect_equal "$(grep -c 'of 300 tasks' screen.txt)" 1
    mv "${sweep_dir}" "${sweep_dir}_${round}"
  done
}

@test "a bar is as wide as a narrow terminal allows" {
  build_failing
  on_terminal --size 40x24 -- "${scripts}/local.sh" --jobs 4 --only 1-30
  expect_equal "${status}" 1
  # Bars are between carriage returns.
  tr '\r' '\n' <screen.log | sed 's/'$'\033''\[K//' | awk '/done,/ { bars++; if (length($0) > 39) wide = 1 } END { exit wide || !bars }'
}

@test "a worker's messages are above the bar, in lines that end between words" {
  write_program <<'SH'
sleep 0.5
SH
  build_numbered 6
  # Only a claim of task 3 fails.
  mkdir bin
  printf '#!/bin/bash\n[[ $* != *tasks/task_3 ]] || exit 1\nexec %s "$@"\n' "$(command -v mkdir)" >bin/mkdir
  chmod +x bin/mkdir
  show_in_tmux "PATH='${project}/bin:${PATH}' sweeps/outputs/sweep/scripts/local.sh --jobs 2"

  # The path alone may be longer than a line.
  expect_equal "$(awk 'length($0) > 80 && / /' joined.txt)" ''
  tr '\n' ' ' <joined.txt | grep -q 'is the disk full or read-only?'
  expect_equal "$(grep -c 'elapsed' screen.txt)" 1
}

@test "a row is cut only on a terminal" {
  build_failing
  expect_exit 1 "${scripts}/local.sh" --only 7
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'eighty columns: 7'
  on_terminal --size 80x24 -- "${scripts}/status.sh"
  grep -q 'a line of a log' screen.log
  ! grep -q 'eighty columns' screen.log
}

@test "the content of a log can neither control a terminal nor lose its letters" {
  write_program <<'SH'
printf 'caf\303\251 \342\200\234x\342\200\235 \302\2331m \2332m \303\251\2333m \033[4m\1775\n' >&2
exit 3
SH
  build_numbered 1
  expect_exit 1 "${scripts}/local.sh"
  local script
  for script in status errors; do
    expect_exit 0 "${scripts}/${script}.sh"
    expect_output $'caf\303\251 \342\200\234x\342\200\235  1m  2m \303\251 3m'
    ! LC_ALL=C grep -q $'[\033\177]\|\302\233\| \233\|\251\233' <<<"${output}"
  done
}

@test "colours distinguish states on a terminal; NO_COLOR and pipes have none; a reason for waiting is shown, and disappears" {
  write_program <<'SH'
[[ ${n} != 2 ]] || exit 3
echo '{"loss": 1}' >"${HSM_TASK_DIR}/m.json"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3]}}
results: {json: m.json}
YAML
  run "${scripts}/local.sh"
  local verb words red=$'\e[31m' green=$'\e[32m'
  for verb in "${scripts}/status.sh" "node ${hsm} monitor sweep"; do
    read -r -a words <<<"${verb}"
    on_terminal -- env -u NO_COLOR TERM=xterm "${words[@]}"
    grep -qF "${red}" screen.log
    grep -qF "${green}" screen.log
    on_terminal -- env NO_COLOR=1 TERM=xterm "${words[@]}"
    ! grep -qF $'\e' screen.log
    run env -u NO_COLOR TERM=xterm "${words[@]}"
    [[ ${output} != *$'\e'* ]]
  done
  # For each command, the first visible line, and that nothing of it remains.
  while IFS='|' read -r verb text; do
    read -r -a words <<<"${verb}"
    on_terminal -- env TERM=xterm node "${hsm}" "${words[@]}"
    [[ $(head -c 200 screen.log) == *"${text} ..."* ]]
    show_in_tmux "node ${hsm} ${verb} 2>&1"
    ! grep -qF ' ...' screen.txt
    run node "${hsm}" "${words[@]}"
    [[ ${output} != *' ...'* ]]
    on_terminal -- env TERM=dumb node "${hsm}" "${words[@]}"
    ! grep -qF ' ...' screen.log
  done <<'COMMANDS'
run --name other|compiling the sweep
sweep --dry-run|compiling the sweep
collect-results sweep|looking for results
report sweep|collecting results
COMMANDS
}
