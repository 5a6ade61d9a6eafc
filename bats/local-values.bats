#!/usr/bin/env bats
# Values reach the program exactly as they were written, byte by byte, whatever they contain.

load helpers

# As JSON, which YAML reads as it is.
nasty_values() {
  cat <<'JSON'
["", " ", "  two  ", "'", "\"", "'\"'\"'", "\\", "a\\", "\\\\", "a\\\\\"", "\\n", "a\nb", "\n", "end\n\n", "\tx\t",
"a\rb", "\r\n", "$(touch INJECTED)", "`touch INJECTED`", "; touch INJECTED", "| touch INJECTED", "& touch INJECTED",
"> INJECTED", "*", "?", "[a-z]", "{a,b}", "-x", "--", "-n", "-e", "~", "~/x", "!", "!!", "#", "# x", "%", "%s", "%d",
"${x}", "\\${x}", "$x", "$$", "$1", "$'a'", "<(touch INJECTED)", "=", "a=b", "(", ")", "😀 ü ß", "é", "\u007f", "\u0001", "\u001b[31m",
"{}", "{#}", "{1}", "{name}", "{value}x", "{{x}}", ",", ":", "a,b", "key: value", "null", "true", "0x10", "1_000", "???"]
JSON
}

write_argument_program() {
  write_program <<'SH'
printf '%s\0' "$@" >"${HSM_TASK_DIR}/arguments"
SH
}

build_nasty() {
  local values
  values=$(nasty_values)
  build_sweep <<YAML
command: [bash, program.sh]
args: ["--set", "{name}={value}", "{value}"]
sweep:
  grid:
    x: ${values//$'\n'/ }
YAML
}

# Writes the arguments that the program must get to the file expected, for all tasks together.
expected_arguments() {
  nasty_values | node -e '
    const values = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    for (const value of values) process.stdout.write(`--set\0x=${value}\0${value}\0`);
  ' >expected
}

arguments_of_all() { # <count>
  local task
  for ((task = 1; task <= $1; task++)); do
    cat "${sweep_dir}/tasks/task_${task}/arguments"
  done
}

nasty_count() {
  nasty_values | node -e 'console.log(JSON.parse(require("node:fs").readFileSync(0, "utf8")).length)'
}

test_argv() { # <engine>
  make_project
  write_argument_program
  build_nasty
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 3
  expected_arguments
  arguments_of_all "$(nasty_count)" >actual
  cmp expected actual
  [[ ! -e INJECTED && ! -e ${sweep_dir}/INJECTED && ! -e ${scripts}/INJECTED ]]
}
test_an_engine 'arguments are the values, byte by byte' test_argv

@test "arguments are the values in the C locale too" {
  make_project
  write_argument_program
  build_nasty
  LC_ALL=C expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 3
  expected_arguments
  arguments_of_all "$(nasty_count)" >actual
  cmp expected actual
}

@test "the output of --print and command.txt can be pasted into bash, and give the same words" {
  make_project
  write_argument_program
  build_nasty
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 3
  count=$(nasty_count)
  for ((task = 1; task <= count; task++)); do
    "${scripts}/task.sh" --print "${task}"
  done >printed
  for ((task = 1; task <= count; task++)); do
    cat "${sweep_dir}/tasks/task_${task}/command.txt"
  done >kept
  cmp printed kept
  expected_arguments
  # Each command is read again with a stand-in for bash that writes its arguments.
  {
    printf 'bash() { shift; printf "%%s\\0" "$@"; }\n'
    cat printed
  } >pasted.sh
  bash pasted.sh >actual
  cmp expected actual
}

test_environment_values() { # <engine>
  make_project
  write_program <<'SH'
printf '%s\0' "${x}" >"${HSM_TASK_DIR}/value"
SH
  values=$(nasty_values)
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep:
  grid:
    x: ${values//$'\n'/ }
YAML
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 3
  nasty_values | node -e '
    for (const value of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) process.stdout.write(`${value}\0`);
  ' >expected
  count=$(nasty_count)
  for ((task = 1; task <= count; task++)); do
    cat "${sweep_dir}/tasks/task_${task}/value"
  done >actual
  cmp expected actual
}
test_an_engine 'exported variables are the values, byte by byte' test_environment_values

@test "words of the command are data, and the program's path may have spaces" {
  make_project
  printf '%s\n' '#!/bin/bash' 'printf "%s\0" "$@" >"${HSM_TASK_DIR}/arguments"' >'a program.sh'
  chmod +x 'a program.sh'
  build_sweep <<'YAML'
command: ["./a program.sh", "", "$(touch INJECTED)", "a b", "*", "back\\slash", "it's", "{task_id}", "in {sweep_id}"]
args: argparse
sweep:
  grid:
    lr: [1]
YAML
  expect_exit 0 "${scripts}/local.sh" --jobs 1
  # shellcheck disable=SC2016 # it must not be run
  printf '%s\0' '' '$(touch INJECTED)' 'a b' '*' 'back\slash' "it's" 1 'in sweep' --lr 1 >expected
  cmp expected "${sweep_dir}/tasks/task_1/arguments"
  [[ ! -e INJECTED ]]
}

@test "scalars keep their text and, for Hydra, their type" {
  make_project
  : >train.py
  build_sweep 2>/dev/null <<'YAML'
script: train.py
sweep:
  grid:
    x: [1e-4, 1.0, 9007199254740993, no, null, "1", "010", true, "null", 0.10, -1, 010]
YAML
  for ((task = 1; task <= 12; task++)); do
    "${scripts}/task.sh" --print "${task}" | sed -e 's/^python3 train.py //' -e 's/ hydra.run.dir.*//'
  done >printed
  printf '%s\n' x=1e-4 x=1.0 x=9007199254740993 'x=\"no\"' x=null 'x=\"1\"' 'x=\"010\"' x=true 'x=\"null\"' \
    x=0.10 x=-1 x=10 | diff - printed
}

# As JSON: one value per line.
nested_values() {
  cat <<'JSON'
["a b", "it's", "say \"hi\""]
["\\", "x\\", "x\\\\", "\\\"", "\"\\"]
{"k": "\\", "l": "trailing\\"}
{"a": {"b": ["\"", ["'", {"c": "\\\"'"}]]}}
["${x}", "\\${x}", "$(touch INJECTED)", "`touch INJECTED`", "a,b", "[1]", "{a:1}", "a=b", "\n", "\t", ""]
["1", 1, "1.0", 1.5, 9007199254740993, "null", null, "true", true, "1e-4", 1e-4]
[[], {}, [[]], {"e": {}}]
JSON
}

test_nested() { # <engine>
  make_project
  write_argument_program
  build_sweep <<YAML
command: [bash, program.sh]
sweep:
  grid:
    x:
$(nested_values | sed 's/^/      - /')
YAML
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 3
  root=${BATS_TEST_DIRNAME}/..
  "${root}/node_modules/.bin/esbuild" --log-level=warning --format=esm --outfile=reader.mjs \
    "${root}/test/argv/reference-parser.ts"
  cat >compare.mjs <<'JS'
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { parseOverride } from './reader.mjs';

const plain = (value) => {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? Number(value) : value;
};
const lines = readFileSync('values', 'utf8').trimEnd().split('\n');
lines.forEach((line, index) => {
  const [word] = readFileSync(`${process.argv[2]}/tasks/task_${index + 1}/arguments`, 'utf8').split('\0');
  const { key, value } = parseOverride(word);
  assert.deepStrictEqual([key, plain(value)], ['x', JSON.parse(line)], line);
});
console.log(`${lines.length} are equal`);
JS
  nested_values >values
  expect_exit 0 node compare.mjs "${sweep_dir}"
  expect_equal "${output}" '7 are equal'
  [[ ! -e INJECTED ]]
}
test_an_engine 'nested lists and maps are equal after Hydra has read them' test_nested

test_scalars() { # <engine>
  make_project
  write_argument_program
  build_sweep 2>/dev/null <<'YAML'
command: [bash, program.sh]
args: ["{value}"]
sweep:
  grid:
    x: [1e-4, 1.0, 010, 9007199254740993, no, null, "1", true, 0.10, +1, 0x1F, 1_000, .5]
YAML
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  arguments_of_all 13 >actual
  printf '%s\0' 1e-4 1.0 010 9007199254740993 no null 1 true 0.10 +1 0x1F 1_000 .5 | cmp - actual
}
test_an_engine 'scalars keep their text as arguments' test_scalars

@test "a value of 100,000 characters arrives" {
  make_project
  write_argument_program
  long=$(head -c 100000 /dev/zero | tr "\\0" x)
  build_sweep <<YAML
command: [bash, program.sh]
args: ["{value}"]
sweep:
  grid:
    x: ["${long}"]
YAML
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(($(wc -c <"${sweep_dir}/tasks/task_1/arguments")))" 100001
}

@test "values that no program can get are refused by the build, and nothing is written" {
  make_project
  : >train.py
  refuse() { # <code> <line under grid>
    printf 'script: train.py\nsweep:\n  grid:\n    %s\n' "$2" >sweeps/sweep.yaml
    expect_exit 1 node "${hsm}" build --name refused
    expect_output "$1"
    [[ ! -e sweeps/outputs ]]
  }
  refuse 'error[HSM321]' 'x: ["???"]'
  refuse 'error[HSM321]' 'x: [[a, {b: "???"}]]'
  refuse 'error[HSM316]' 'x: ["a\0b"]'
  refuse 'error[HSM320]' '"a b": [1]'
  refuse 'error[HSM320]' '"$(id)": [1]'
  refuse 'error[HSM204]' 'x: []'
}
