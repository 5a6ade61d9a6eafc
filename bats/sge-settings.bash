#!/usr/bin/env bash
# The files of the Grid Engine that sge-cluster.bash starts, and changes to it while it runs.

write_sge_files() { # [<KEY=VALUE of the global configuration>]…
  local common=${cluster_dir}/root/default/common user
  rm -rf "${cluster_dir}"
  mkdir -p "${common}" "${cluster_dir}"/{bin,spool/qmaster,spool/execd,tmp,settings}
  ln -s "${sge_programs}"/q* "${cluster_dir}/bin"
  chmod 1777 "${cluster_dir}/tmp"
  if ((EUID == 0)); then open_way_to "${cluster_dir}/tmp"; fi

  write_host_aliases >"${common}/host_aliases"
  cut -d ' ' -f 1 <"${common}/host_aliases" >"${common}/act_qmaster"
  # Root becomes no other user; without root, everything runs as the user who runs the tests.
  user=none
  ((EUID == 0)) || user=$(id -un)
  cat >"${common}/bootstrap" <<BOOTSTRAP
admin_user              ${user}
default_domain          none
ignore_fqdn             false
spooling_method         classic
spooling_lib            libspoolc
spooling_params         ${common};${cluster_dir}/spool/qmaster
binary_path             ${sge_programs}
qmaster_spool_dir       ${cluster_dir}/spool/qmaster
security_mode           none
listener_threads        1
worker_threads          1
scheduler_threads       1
BOOTSTRAP

  # Group ids identify the processes of a job, so two clusters must not have the same ones. Login shells would run
  # this machine's profiles in every job. A host only learns with its next report that a job starts again.
  replace_settings "execd_spool_dir=${cluster_dir}/spool/execd" min_uid=0 min_gid=0 \
    "gid_range=$((SGE_QMASTER_PORT * 100))-$((SGE_QMASTER_PORT * 100 + 99))" mailer=/bin/true \
    administrator_mail=none login_shells=none load_report_time=0:0:1 \
    'reporting_params=accounting=true reporting=false flush_time=00:00:01 joblog=false sharelog=00:00:00' \
    "$@" </usr/share/gridengine/default-configuration >"${cluster_dir}/settings/global"
  {
    "${sge_programs}/spoolinit" classic libspoolc "${common};${cluster_dir}/spool/qmaster" init
    "${sge_programs}/spooldefaults" configuration "${cluster_dir}/settings/global"
    "${sge_programs}/spooldefaults" complexes /usr/share/gridengine/util/resources/centry
    "${sge_programs}/spooldefaults" usersets /usr/share/gridengine/util/resources/usersets
    "${sge_programs}/spooldefaults" managers "$(id -un)"
  } >"${cluster_dir}/start.log" 2>&1
}

# Prints the names to which this host's addresses resolve, the one that jobs see first. Grid Engine needs a name that
# resolves to an address and back; on many machines 127.0.0.1 is only localhost.
write_host_aliases() {
  local address
  address=$(getent ahostsv4 "$(uname -n)" | awk '{ print $1; exit }')
  {
    getent hosts "${address}" | awk '$2 != "localhost" { for (i = 2; i <= NF; i++) print $i }'
    uname -n
    echo localhost
  } | awk '!seen[$1]++ { printf "%s%s", separator, $1; separator = " " } END { print "" }'
}

# Copies settings from standard input; the given settings replace those with the same key.
replace_settings() { # <KEY=VALUE>…
  awk '
    BEGIN {
      for (i = 1; i < ARGC; i++) {
        key = ARGV[i]
        sub(/=.*/, "", key)
        given[key] = substr(ARGV[i], length(key) + 2)
        ARGV[i] = ""
      }
    }
    !($1 in given)
    END { for (key in given) print key, given[key] }' "$@"
}

# The submit host, the scheduler, the parallel environment and the queue.
configure_queue() {
  local settings=${cluster_dir}/settings
  {
    qconf -as "$(uname -n)"
    change_settings -ssconf -Msconf sched schedule_interval=0:0:1 flush_submit_sec=1 flush_finish_sec=1 \
      job_load_adjustments=NONE load_adjustment_decay_time=0:0:0
    qconf -Ap /usr/share/gridengine/util/resources/pe/smp
    qconf -sq | replace_settings qname=all.q "hostlist=$(<"${SGE_ROOT}/default/common/act_qmaster")" \
      load_thresholds=NONE slots=8 "tmpdir=${cluster_dir}/tmp" shell=/bin/bash pe_list=smp notify=0:0:2 >"${settings}/all.q"
    qconf -Aq "${settings}/all.q"
  } >>"${cluster_dir}/start.log" 2>&1
}

# Changes the running cluster, such as `set_sge max_aj_tasks=5`; see sge_conf(5).
set_sge() { # <KEY=VALUE>…
  change_settings -sconf -Mconf global "$@"
}

# Changes all.q, such as `set_queue notify=0:0:9`; see queue_conf(5).
set_queue() { # <KEY=VALUE>…
  change_settings '-sq all.q' -Mq all.q "$@"
}

# Sends a change to the master, which takes a file named after the changed part.
change_settings() { # <options of qconf that print> <option that changes> <name> <KEY=VALUE>…
  local file=${cluster_dir}/settings/$3 show=$1 change=$2
  shift 3
  # shellcheck disable=SC2086 # some are two words
  SGE_SINGLE_LINE=1 qconf ${show} | replace_settings "$@" >"${file}.new"
  mv "${file}.new" "${file}"
  qconf "${change}" "${file}"
}
