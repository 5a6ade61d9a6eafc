# Stops if a script or the plan differs from what was built; HSM_ALLOW_EDITED=1 permits it.
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
  # A build may be replacing files right now: then its update is finished first.
  agrees "${check[@]}" || { finish_update && agrees "${check[@]}"; } ||
    die "a file of $sweep_dir was edited since the build: (cd '$sweep_dir' && ${check[*]} -c MANIFEST.sha256) shows which. Build again, or set HSM_ALLOW_EDITED=1"
}

agrees() { # <command that checks a manifest>
  (cd -- "$sweep_dir" && "$@" -c MANIFEST.sha256) >/dev/null 2>&1
}
