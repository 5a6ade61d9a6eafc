# Sets what a task requests instead of the sweep's settings: asked_memory in M, asked_cpus, asked_gpus, asked_partition,
# asked_qos or asked_account.
read_resource() { # <option> <value>
  case $1 in
    --memory)
      parse_memory "$2"
      asked_memory=$mebibytes
      ;;
    --cpus | --gpus | --gpus-per-task)
      if ! is_number "$2" || [[ ${#2} -gt 9 || $((10#$2)) -lt 1 ]]; then usage_error "$1 must be a whole number of at least 1, not $2"; fi
      case $1 in
        --cpus) asked_cpus=$((10#$2)) ;;
        *) asked_gpus=$((10#$2)) ;;
      esac
      ;;
    *)
      # Only characters that no scheduler treats specially.
      case $2 in
        -* | *[!A-Za-z0-9._+:/@=,-]*) usage_error "$1 needs a name, not $2" ;;
        *) printf -v "asked_${1#--}" '%s' "$2" ;;
      esac
      ;;
  esac
}
