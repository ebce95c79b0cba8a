#compdef bilayer

# Completes the words after bilayer. What was typed is never run, nor are names of files.
_bilayer() {
    local -a names folders
    local line value
    for line in "${(@f)$(bilayer complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null | sed '$d')}"; do
        value=${line%%$'\t'*}
        if [[ $value == */ ]]; then
            folders+=("$value")
        elif [[ -n $value ]]; then
            names+=("${value//:/\\:}:${line#*$'\t'}")
        fi
    done
    # In --output=name, the name is completed.
    compset -P '--*='
    # A folder is gone on with.
    (( $#folders )) && compadd -S '' -- "${folders[@]}"
    (( $#names )) && _describe 'bilayer' names
}

if [[ $funcstack[1] == _bilayer ]]; then
    _bilayer "$@"
else
    compdef _bilayer bilayer
fi
