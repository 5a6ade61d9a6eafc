#!/usr/bin/env bats
# A machine in its own network namespace, connected by a veth pair: its link is taken down during a push, a run and a
# pull. Packets are then lost, and neither side is notified, as when a cable is pulled.
bats_require_minimum_version 1.5.0
load helpers
load sshd-server

setup_file() {
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  ((EUID == 0)) || skip 'network namespaces need root'
  command -v ip >/dev/null || skip 'no ip: install iproute2'
  start_sshd
  join_namespace || skip "network namespaces are not permitted here: $(cat "${BATS_FILE_TMPDIR}/ip-errors")"
  start_sshd_apart
  # Lost packets are noticed within seconds.
  sed -i 's/ -F / -o ServerAliveInterval=2 -o ServerAliveCountMax=2 -F /' "${sshd_dir}/bin/ssh"
}

teardown_file() {
  [[ ! -s ${sshd_dir-}/pid.apart ]] || kill "$(cat "${sshd_dir}/pid.apart")"
  stop_sshd
  [[ -z ${namespace-} ]] || ip netns delete "${namespace}" 2>/dev/null || true
}

# Makes a namespace with an address, and one here. A device is gone with its peer's namespace.
join_namespace() {
  namespace=hsm-test-$$ device=hsm$(($$ % 100000))
  local net=198.18.$(($$ % 250))
  address=${net}.2
  export namespace device address
  {
    ip netns add "${namespace}" &&
      ip link add "${device}" type veth peer name there netns "${namespace}" &&
      ip address add "${net}.1/30" dev "${device}" &&
      ip netns exec "${namespace}" ip address add "${address}/30" dev there &&
      ip netns exec "${namespace}" ip link set there up &&
      ip link set "${device}" up
  } 2>"${BATS_FILE_TMPDIR}/ip-errors"
}

# The same sshd in the namespace. While a file slow_in or slow_out exists, the traffic in that direction is slow.
start_sshd_apart() {
  cat >"${sshd_dir}/slow" <<'BASH'
slowly() {
  exec python3 -c 'import os, time
while data := os.read(0, 20000):
    while data: data = data[os.write(1, data):]
    time.sleep(0.04)' 2>/dev/null
}
[[ ! -e ${0%/*}/slow_in ]] || exec 0< <(slowly)
[[ ! -e ${0%/*}/slow_out ]] || exec 1> >(slowly)
exec bash -c "$SSH_ORIGINAL_COMMAND"
BASH
  sed -e '/^Match/,$d' -e '/^Port /d' -e "s|^PidFile .*|PidFile ${sshd_dir}/pid.apart|" -e "s|^ListenAddress .*|ListenAddress ${address}|" \
    "${sshd_dir}/sshd_config" >"${sshd_dir}/sshd_config.apart"
  printf '%s\n' 'Port 2222' 'ClientAliveInterval 2' 'ClientAliveCountMax 2' "ForceCommand exec bash ${sshd_dir}/slow" >>"${sshd_dir}/sshd_config.apart"
  : >"${sshd_dir}/log.apart"
  ip netns exec "${namespace}" "$(command -v sshd)" -f "${sshd_dir}/sshd_config.apart" -E "${sshd_dir}/log.apart" 3>&- 4>&-
  wait_until test -s "${sshd_dir}/pid.apart"
  sed -i "1i Host apart\n  HostName ${address}\n  HostKeyAlias plain\n  Port 2222" "${sshd_dir}/ssh_config"
}

cut_link() {
  ip link set "${device}" down
}

restore_link() {
  ip link set "${device}" up
}

teardown() {
  [[ -z ${device-} ]] || restore_link 2>/dev/null || true
  rm -f "${sshd_dir-/nowhere}"/slow_*
}

has_run() { # <how many tasks>
  [[ -e ${BATS_TEST_TMPDIR}/ran && $(wc -l <"${BATS_TEST_TMPDIR}/ran") -ge $1 ]]
}

is_being_pushed() {
  [[ -n $(find "${root}"/code/.*.part 2>/dev/null) ]]
}

is_being_pulled() {
  [[ -n $(find "${sweep_dir}" -name '*result.bin*' 2>/dev/null) ]]
}

@test "the link goes down during push, run and pull: nothing is lost, and no task runs twice" {
  root=${sshd_dir}/there/apart
  make_project
  printf 'distributed: {remotes: {m: {host: apart, max_parallel_jobs: 2, remote_root: %s}}}\n' "${root}" >sweeps/hsm_config.yaml
  write_program <<BASH
echo "\${n}" >>"${BATS_TEST_TMPDIR}/ran"
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.1; done
cp data.bin "\${HSM_TASK_DIR}/result.bin"
BASH
  head -c 4000000 /dev/urandom >data.bin
  build_sweep --target remote --remote m <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3]}}
targets: {local: {grace: 1}}
YAML
  touch "${sshd_dir}/slow_in"
  start_in_background push-log "${scripts}/remote.sh" push
  wait_until is_being_pushed
  cut_link
  wait_for_end "${started}"
  cat push-log
  expect_equal "${ended}" 1
  [[ ! -e ${BATS_TEST_TMPDIR}/ran ]]
  rm "${sshd_dir}/slow_in"
  restore_link

  touch "${BATS_TEST_TMPDIR}/hold"
  start_in_background run-log "${scripts}/remote.sh" run
  wait_until has_run 2
  cut_link
  # The tasks continue, and the third starts.
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_until has_run 3
  nap 6
  touch "${sshd_dir}/slow_out"
  restore_link
  wait_up_to 60 is_being_pulled
  cut_link
  wait_for_end "${started}"
  cat run-log
  expect_equal "${ended}" 1
  grep -q 'pull again' run-log
  rm "${sshd_dir}/slow_out"
  restore_link
  expect_exit 0 "${scripts}/remote.sh" pull
  expect_states completed=3
  for n in 1 2 3; do cmp data.bin "${sweep_dir}/tasks/task_${n}/result.bin"; done
  expect_equal "$(sort "${BATS_TEST_TMPDIR}/ran" | tr '\n' ' ')" '1 2 3 '
  expect_exit 0 "${scripts}/resume.sh"
  expect_equal "$(sort "${BATS_TEST_TMPDIR}/ran" | tr '\n' ' ')" '1 2 3 '
}
