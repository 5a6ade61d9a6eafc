# Gives the mpirun of this worker its own session directory. By default a user's runs share one per host, which the last to end
# removes while the next one is about to use it: concurrent tasks then fail at random
# (https://github.com/open-mpi/ompi/issues/8510). The names are those of Open MPI up to 4, and of 5.
own_mpi_directory() {
  [[ -z ${OMPI_MCA_orte_tmpdir_base-}${OMPI_MCA_orte_local_tmpdir_base-} ]] || return 0
  mpi_directory=${TMPDIR:-/tmp}/hsm_mpi_$$
  mkdir -m 700 "$mpi_directory" 2>/dev/null || return 0
  trap 'rmdir "$mpi_directory" 2>/dev/null || true' EXIT
  export OMPI_MCA_orte_local_tmpdir_base="$mpi_directory" PRTE_MCA_prte_add_pid_to_session_dirname=1
}
