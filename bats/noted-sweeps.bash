#!/usr/bin/env bash
# Sweeps in which nothing ran: the tests write the journals and logs themselves, for situations that cannot be
# produced at will, such as a host that has disappeared or a faulty GPU. Needs helpers.bash.

# A sweep in which nothing ran; note and say write its tasks' records and logs.
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

# The causes in the output of --tsv, as "task cause", one per line.
causes() {
  "${scripts}/errors.sh" --tsv "$@" | awk -F '\t' 'NR > 1 { print $1 " " $4 }'
}

cause_of() { # <task>
  causes --only "$1" | sed 's/^[0-9]* //'
}
