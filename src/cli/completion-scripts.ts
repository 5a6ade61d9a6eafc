/** What a shell's script calls `hsm` with, before the words so far; no command of that name is in the help. */
export const completeVerb = '__complete';

/** The shells that have a script. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/**
 * What a shell reads to complete the words of `hsm`. It asks `hsm` itself, which prints a line for each word that fits:
 * the word, a tab, what it means. Where nothing fits, names of files do.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completes the words of hsm in bash. In ~/.bashrc: source <(hsm completion bash)
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
# Completes the words of hsm in zsh. As the file _hsm in a directory of fpath, or in ~/.zshrc after compinit:
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
  fish: `# Completes the words of hsm in fish: hsm completion fish >~/.config/fish/completions/hsm.fish
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
