# Stops where a script or the plan is not what was built; HSM_ALLOW_EDITED=1 says it is meant.
verify_manifest() {
  local check
  [[ -z ${HSM_ALLOW_EDITED-} ]] || return 0
  if command -v sha256sum >/dev/null; then
    check=(sha256sum)
  elif command -v shasum >/dev/null; then
    check=(shasum -a 256)
  else
    return 0
  fi
  (cd -- "$sweep_dir" && "${check[@]}" -c MANIFEST.sha256) >/dev/null 2>&1 ||
    die "a file of $sweep_dir was edited since the build: (cd '$sweep_dir' && ${check[*]} -c MANIFEST.sha256) names it. Build again, or set HSM_ALLOW_EDITED=1"
}
