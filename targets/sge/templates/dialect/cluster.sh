# Prints the name of the Grid Engine cell that is set up here.
read_cluster() {
  local name=''
  { read -r name <"${SGE_ROOT-}/${SGE_CELL:-default}/common/cluster_name"; } 2>/dev/null || true
  printf '%s' "${name:-${SGE_CELL:-default}}"
}
