/** The hidden command that completion scripts call, followed by the words typed so far. */
export const completeVerb = '__complete';

/** The shells that have a completion script. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/**
 * The completion script of a shell. It calls `hsm` itself, which prints one line per matching word: the word, a tab, and its
 * description. If nothing matches, file names are completed.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of hsm in bash. Add this line to ~/.bashrc: source <(hsm completion bash)
_hsm() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("$1" ${completeVerb} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _hsm hsm
`,
  zsh: `#compdef hsm
# Completion of hsm in zsh. Save this as the file _hsm in a directory of fpath, or add this line to ~/.zshrc after compinit:
# source <(hsm completion zsh)
_hsm() {
  local word text
  local -a described
  while IFS=$'\\t' read -r word text; do
    described+=("\${word//:/\\\\:}\${text:+:$text}")
  done < <("\${words[1]}" ${completeVerb} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if ((\${#described})); then
    _describe -V hsm described
  else
    _files
  fi
}
if [[ \${funcstack[1]} == _hsm ]]; then
  _hsm "$@"
else
  compdef _hsm hsm
fi
`,
  fish: `# Completion of hsm in fish. To install it: hsm completion fish >~/.config/fish/completions/hsm.fish
function __hsm_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l found ($words[1] ${completeVerb} $words[2..-1] 2>/dev/null)
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c hsm -f -k -a '(__hsm_complete)'
`,
};
