#!/usr/bin/env bats
# Names of tasks: the program, the scripts, hsm and the table agree on them.

load helpers
load collect

build_named() { # <name, as YAML>
  make_project
  cat >show.py <<'PY'
import os, sys

with open(os.path.join(os.environ["HSM_TASK_DIR"], "name"), "w") as file:
    file.write(os.environ["HSM_TASK_NAME"] + " " + os.environ["WANDB_NAME"])
sys.exit("no" if os.environ["HSM_TASK_ID"] == "2" else 0)
PY
  build_sweep <<YAML
command: [python3, show.py]
args: ["{name}={value}"]
defaults: {width: 3}
name: $1
derive: {tag: "{model.name}/{lr}", half: "= lr / 2"}
wandb:
sweep:
  - grid:
      model.name: [cnn, "größe\n\$x 'y'", "-odd", "..", "${long}"]
      lr: [0.1, 1e-3]
  - grid:
      model.name: ["\t"]
      lr: 1..1200
      width: [1]
YAML
}

test_named() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  long=$(printf '%.0sü+' {1..120})
  build_named '"{tag}-{half}-w{width}"'
  expect_exit 1 "${scripts}/local.sh" --engine bash --jobs 2 --only 1-12,1210
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh"
  "${scripts}/task.sh" --names 1 3 4 5 7 9 10 1210 >printed
  expect_equal "$(sed 's/ü/_/g' printed | cut -b 1-40)" $'1\tcnn_0.1-0.05-w3
3\tgr____e__x__y__0.1-0.05-w3
4\tgr____e__x__y__1e-3-0.0005-w3
5\t_odd_0.1-0.05-w3
7\t_._0.1-0.05-w3
9\t__+__+__+__+__+__+__+__+__+__+__+__+__
10\t__+__+__+__+__+__+__+__+__+__+__+__+_
1210\t__1200-600-w1'
  expect_equal "$(sed -n 6p printed | cut -f 2 | wc -c)" 201
  python3 - "${sweep_dir}" <<'PY'
import csv, re, subprocess, sys

sweep = sys.argv[1]
names = []
with open(sweep + "/results.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file, strict=True))
printed = subprocess.run([sweep + "/scripts/task.sh", "--names", *[row["task"] for row in rows]], capture_output=True, check=True, text=True).stdout
for row, line in zip(rows, printed.splitlines()):
    assert line == row["task"] + "\t" + row["name"], (line, row["name"])
    assert re.fullmatch(r"[A-Za-z0-9._=+,@%-]{1,200}", row["name"]) and row["name"][0] not in ".-", row["name"]
    if row["state"] != "pending":
        assert open(f"{sweep}/tasks/task_{row['task']}/name").read() == row["name"] + " " + row["name"]
    names.append(row["name"])
assert len(set(names)) == len(names) == 1210
PY
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "names are safe, short, and the same everywhere (${awk})" -- test_named "${awk}"
done

@test "names that would be equal end in the task's number, and are linked" {
  long=x
  build_named '{text: "{model.name}", links: true}'
  expect_exit 1 "${scripts}/local.sh" --engine bash --jobs 2 --only 1-3
  expect_equal "$(ls "${sweep_dir}/tasks/by-name")" $'cnn-1\ncnn-2\ngr____e__x__y_-3'
  expect_equal "$(cat "${sweep_dir}/tasks/by-name/cnn-2/name")" 'cnn-2 cnn-2'
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'NAME  LAST LINE OF STDERR'
  expect_output 'cnn-2  no'
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'task 2 is cnn-2'
  run node "${hsm}" show 2
  expect_output 'task 2 of 1210: cnn-2'
  run node "${hsm}" monitor sweep
  expect_output 'cnn-2  model.name=cnn'
  run node "${hsm}" report sweep --json
  expect_output '"name": "cnn-1"'
}

# awk reads backslashes in what -v sets as escapes.
@test "a project whose path has a backslash: snapshots, retries, the number of completed tasks, and results" {
  make_project "${BATS_TEST_TMPDIR}/a\\b\\n"
  write_program <<'SH'
echo "loss=${n}" >"${HSM_TASK_DIR}/values"
[[ ${n} == 1 || ${HSM_ATTEMPT} -gt 1 ]] || nap 60
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
code: snapshot
resources: {walltime: 1s}
retry: {timeout: {walltime: x20, times: 1}}
derive: {where: "{sweep_id}"}
sweep: {grid: {n: [1, 2]}}
results: {key_value: values}
YAML
  expect_exit 0 "${scripts}/local.sh"
  expect_output '2 of 2 tasks completed'
  echo '# edited' >>program.sh
  expect_exit 0 "${scripts}/snapshot.sh"
  mv "${sweep_dir}" "${sweep_dir}\\t"
  "${sweep_dir}\\t/scripts/collect.sh"
  expect_equal "$(awk -F , 'NR > 1 { printf "%s %s %s,", $2, $3, $NF + 0 }' "${sweep_dir}\\t/results.csv")" '1 sweep\t 1,2 sweep\t 2,'
}
