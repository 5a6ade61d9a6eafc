# Options of sbatch may be in the environment, where they beat the script's. Who pays and where jobs go is often said
# there once for all: that counts where the sweep does not say it. Nothing else does, and each that is there is named.
# When this is run from a job, that job's own settings would change what tasks do: they go as well. What tells where
# the cluster is stays.
clean_environment() {
  local name kept=' ' dropped=''
  [[ -z ${SBATCH_CLUSTERS-} ]] || export SLURM_CLUSTERS=$SBATCH_CLUSTERS
  [[ -z ${SLURM_CLUSTERS-} ]] || printf 'clusters: %q, from the environment\n' "$SLURM_CLUSTERS" >&2
  choose_sites
  for name in "${!SBATCH_@}" "${!SLURM_@}" "${!SRUN_@}" "${!SQUEUE_@}" "${!SCANCEL_@}" "${!PMI@}"; do
    case $name in
      SLURM_CONF | SLURM_CONF_SERVER | SLURM_JWT | SLURM_CLUSTERS) continue ;;
      SBATCH_CLUSTERS | SBATCH_*BIND*) ;;
      SBATCH_*)
        [[ $kept != *" $name "* ]] || continue
        [[ -z ${!name} ]] || dropped+=${dropped:+, }$name
        ;;
      *) ;;
    esac
    unset "$name"
  done
  [[ -z $dropped ]] || printf 'left out: %s: what jobs ask for is in the sweep\n' "$dropped" >&2
}

# Adds to kept.
choose_sites() {
  local name option said
  while read -r name option; do
    [[ -n ${!name-} ]] || continue
    said=$(sed -n "s/^#SBATCH --$option=//p" scripts/slurm*.sh | tail -n 1)
    if [[ -z $said ]]; then
      kept+="$name "
      printf '%s: %q, from %s\n' "$option" "${!name}" "$name" >&2
    else
      printf '%s: %s, as the sweep says; not %q, from %s\n' "$option" "$said" "${!name}" "$name" >&2
      unset "$name"
    fi
  done <<'SITES'
SBATCH_ACCOUNT account
SBATCH_PARTITION partition
SBATCH_QOS qos
SBATCH_RESERVATION reservation
SBATCH_CONSTRAINT constraint
SBATCH_WCKEY wckey
SITES
}
