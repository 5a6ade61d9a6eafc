#!/usr/bin/env bash
# Sweeps of which nothing ran: journals and logs are written as they would be, for what cannot be had at will, such
# as a host that is gone or a GPU that is in trouble. Needs helpers.bash.

# A sweep of which nothing ran: what became of its tasks is written by note and say.
build_noted() { # <how many tasks>
  touch program.sh
  build_numbered "$1"
}

# Writes the record of an attempt.
note() { # <task> <state> <exit code> [<host> [<seconds> [<worker's job>]]]
  mkdir -p "${sweep_dir}/tasks/task_$1"
  printf '%s\t1\t%s\t77@1%s\t1700000000\t9\t%s\t%s\t%s\n' "$1" "${4-n1}" "${6:+@$6}" "$2" "$3" $((1700000000 + ${5-600})) \
    >>"${sweep_dir}/state/local_n_1_1.tsv"
}

# Writes a log of a task, from standard input.
say() { # <task> [stdout | stderr]
  cat >"${sweep_dir}/tasks/task_$1/${2-stderr}.log"
}

errors() { # [<option of errors.sh>…]
  expect_exit 0 "${scripts}/errors.sh" "$@"
}

# The causes that --tsv tells, one "task cause" a line.
causes() {
  "${scripts}/errors.sh" --tsv "$@" | awk -F '\t' 'NR > 1 { print $1 " " $4 }'
}

cause_of() { # <task>
  causes --only "$1" | sed 's/^[0-9]* //'
}
