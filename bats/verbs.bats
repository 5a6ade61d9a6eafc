#!/usr/bin/env bats
# The commands of hsm for past sweeps, on sweeps that really run.
bats_require_minimum_version 1.5.0

setup() {
  load helpers
  load verbs
  make_project
}

# --- status.sh --counts

@test "status.sh --counts agrees with --tsv, under every awk" {
  local state awk expected
  build_three
  expect_exit 1 "${scripts}/local.sh" --jobs 2
  rm -r "${sweep_dir}/state"/*.tsv
  {
    printf '1\t1\tn1\t1@1\t100.5\t7\tfailed\t1\t111\n1\t2\tn1\t1@1\t200.5\t7\tcompleted\t0\t211\n'
    printf '2\t1\tn1\t1@1\t150.5\t7\ttimeout\t143\t151.75\n3\t1\tn1\t1@1\t1'
  } >"${sweep_dir}/state/local_a.tsv"
  mkdir bin
  for awk in mawk gawk 'busybox awk'; do
    printf '#!/bin/sh\nexec %s "$@"\n' "${awk}" >bin/awk
    chmod +x bin/awk
    expect_exit 0 env PATH="${PWD}/bin:${PATH}" "${scripts}/status.sh" --counts --lost n1
    expect_output $'tasks\t3\ncompleted\t1\nfailed\t0\ntimeout\t1\ncancelled\t0\nlost\t1\nrunning\t0\nqueued\t0\npending\t0\n'
    # The start of a line that was cut off is unknown.
    expect_output $'first_start\t100.5\nlast_start\t200.5\nlast_end\t211\n'
    expect_output $'failure\t2\ttimeout\t143\tn1\t1.25\nfailure\t3\tlost\t-\tn1\t-'
    for state in completed timeout lost; do
      expected=$("${scripts}/status.sh" --tsv --lost n1 | awk -F '\t' -v state="${state}" '$2 == state' | wc -l)
      expect_output "${state}"$'\t'"$((expected))"
    done
  done
}

@test "status.sh --counts counts tasks that ended recently, by period" {
  local now
  build_three
  now=$(date +%s)
  {
    printf '1\t1\tn1\t1@1\t%s.5\t7\tcompleted\t0\t%s.5\n' "$((now - 20))" "$((now - 10))"
    printf '2\t1\tn1\t1@1\t%s.5\t7\tfailed\t1\t%s.5\n' "$((now - 2000))" "$((now - 1000))"
    printf '3\t1\tn1\t1@1\t%s.5\t7\tcancelled\t1\t%s.5\n' "$((now - 20))" "$((now - 10))"
  } >"${sweep_dir}/state/local_a.tsv"
  expect_exit 0 "${scripts}/status.sh" --counts
  expect_output $'ended_within\t60\t1\nended_within\t300\t1\nended_within\t900\t1\nended_within\t3600\t2\n'
}

# --- monitor

@test "monitor --watch ends with the sweep, and its exit code shows the result" {
  build_three
  touch hold
  start_in_background run.log "${scripts}/local.sh" --jobs 2
  local driver=${started}
  wait_until is_running 1
  start_in_background monitor.log node "${hsm}" monitor --watch
  wait_until grep -q 'sweep  running' monitor.log
  rm hold
  wait_for_end "${started}"
  expect_equal "${ended}" 1
  expect_equal "$(tr -d '\n' <monitor.log | tr -cd '\033')" ''
  output=$(cat monitor.log)
  expect_output 'sweep  failed'
  expect_output '2 completed   1 failed   0 running   0 pending'
  wait_for_end "${driver}"
  printf 'exit 0\n' >program.sh
  expect_exit 0 "${scripts}/local.sh"
  expect_exit 0 node "${hsm}" monitor --watch
  expect_output '100% of 3 tasks'
}

@test "monitor --watch ends if a sweep has stopped before all tasks ran" {
  build_three
  expect_exit 0 "${scripts}/local.sh" --only 1
  expect_exit 1 node "${hsm}" monitor sweep --watch --json
  expect_equal "$(grep -c '"state":"stopped"' <<<"${output}")" 3
}

@test "monitor --watch waits for a sweep that has not been started" {
  build_three
  start_in_background monitor.log node "${hsm}" monitor --watch
  wait_until has_lines monitor.log 'sweep  pending' 4
  ! is_gone "${started}"
  "${scripts}/local.sh" >/dev/null 2>&1 || true
  wait_for_end "${started}"
  expect_equal "${ended}" 1
}

has_lines() { # <file> <text> <how many at least>
  [[ $(grep -c "$2" "$1") -ge $3 ]]
}

@test "monitor --all --watch ends when nothing is running, whatever was never started" {
  build_three
  hsm build --name never >/dev/null
  touch hold
  start_in_background run.log "${scripts}/local.sh"
  wait_until is_running 1
  start_in_background monitor.log node "${hsm}" monitor --all --watch
  wait_until grep -q 'running' monitor.log
  rm hold
  wait_for_end "${started}"
  output=$(cat monitor.log)
  expect_output 'never'
  expect_equal "${ended}" 1
}

@test "on a terminal monitor redraws within its height, and Ctrl-C restores the cursor" {
  build_three
  local number
  for number in 1 2 3 4 5 6 7 8; do hsm build --name "more-${number}" >/dev/null; done
  touch hold
  start_in_background run.log "${scripts}/local.sh"
  local driver=${started}
  wait_until is_running 1
  # The exit code is that of the tool script, which passes on the program's; Ctrl-C is typed on its standard input.
  mkfifo keys
  script -qefc "stty rows 6 cols 40; exec node '${hsm}' monitor --all --watch" typescript \
    <keys >/dev/null 3>&- 4>&- &
  local terminal=$! status=0
  exec 5>keys
  wait_until has_lines typescript 'SWEEP' 3
  printf '\003' >&5
  wait "${terminal}" || status=$?
  exec 5>&-
  expect_equal "${status}" 130
  rm hold
  wait_for_end "${driver}"
  # Hidden once, shown once at the very end, never cleared, moved up by no more than the rows there are.
  expect_equal "$(grep -o $'\033\\[?25l' typescript | wc -l)" 1
  expect_equal "$(grep -o $'\033\\[?25h' typescript | wc -l)" 1
  expect_equal "$(grep -c $'\033\\[2J' typescript)" 0
  expect_equal "$(grep -o $'\033\\[[0-9]*A' typescript | sort -u)" $'\033[5A'
  grep -q 'more lines' typescript
  # No line is wider than the terminal.
  expect_equal "$(sed -e $'s/\033\\[[?0-9]*[a-zA-Z]//g' -e 's/\r//g' -e '/^Script/d' typescript | LC_ALL=C.UTF-8 awk 'length($0) > 40')" ''
}

# --- A directory that was built elsewhere

@test "every command works on a copy in a directory without a project" {
  build_three
  expect_exit 1 "${scripts}/local.sh"
  local elsewhere=${BATS_TEST_TMPDIR}/else\ where
  mkdir -p "${elsewhere}"
  cp -r "${sweep_dir}" "${elsewhere}/copied"
  rm -r sweeps
  cd "${elsewhere}"
  local place
  for place in ./copied "${PWD}/copied" copied; do
    expect_exit 0 node "${hsm}" status "${place}"
    expect_output 'copied: 3 tasks'
  done
  expect_exit 0 node "${hsm}" status copied --json
  expect_output '"completed":2,"failed":1'
  expect_exit 1 node "${hsm}" monitor ./copied --watch
  expect_output 'copied  failed'
  expect_exit 0 node "${hsm}" queue ./copied
  expect_exit 0 node "${hsm}" cancel ./copied -y
  expect_exit 0 node "${hsm}" recent
  expect_output 'no sweeps'
  expect_exit 0 node "${hsm}" cleanup -y
  cd copied
  expect_exit 0 node "${hsm}" status .
}

# --- Completion

@test "bash, zsh and fish complete commands, options and sweeps" {
  build_three
  hsm build --name alpha >/dev/null
  mkdir bin
  printf '#!/bin/sh\nexec node "%s" "$@"\n' "${hsm}" >bin/hsm
  chmod +x bin/hsm
  PATH=${PWD}/bin:${PATH}
  for shell in bash zsh fish; do
    command -v "${shell}" >/dev/null || continue
    "complete_in_${shell}"
  done
}

complete_in_bash() {
  # shellcheck disable=SC2016 # for the other bash
  expect_exit 0 bash --norc -c '
    source <(hsm completion bash)
    fitting() {
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _hsm hsm "${@: -1}" "${@: -2:1}"
      printf "%s\n" "${COMPREPLY[*]}"
    }
    fitting hsm mon
    fitting hsm monitor al
    fitting hsm build --target = l
    fitting hsm complete --no
    complete -p hsm'
  expect_equal "${output}" $'monitor\nalpha\nlocal\n--no-retry-failed\ncomplete -o bashdefault -o default -F _hsm hsm'
}

# A separate zsh on its own terminal, in which keys are typed.
complete_in_zsh() {
  cat >type.zsh <<'ZSH'
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'autoload -Uz compinit; compinit -u -D; source <(hsm completion zsh)'
zpty -w shell 'show() { zle -I; print -r -- "TYPED<$BUFFER>"; }; zle -N show; bindkey "^T" show; echo LOA""DED'
zpty -r -m shell out '*LOADED*'
zpty -w -n shell $'hsm mon\t al\t --wat\t\C-t'
zpty -r -m shell out '*TYPED<hsm*>*'
print -r -- "${(V)out}"
ZSH
  expect_exit 0 timeout 60 zsh -f type.zsh
  expect_output 'TYPED<hsm monitor alpha --watch >'
}

complete_in_fish() {
  expect_exit 0 env HOME="${PWD}" fish -c 'hsm completion fish | source
    complete -C "hsm mon"; complete -C "hsm monitor al"; complete -C "hsm build --target=l"; complete -C "hsm build -c prog"'
  expect_equal "${output}" $'monitor\tshow a sweep\'s progress, rate, remaining time and failures\nalpha\n--target=local\nprogram.sh'
}
