# Completes the words after bilayer. What was typed is never run, nor are names of files.
_bilayer() {
    local -a words
    local line value last
    # Without -r a backslash quotes the next character, as in the line.
    read -a words <<< "${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')
    last=${words[${#words[@]} - 1]}
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        # Bash puts the value in the place of what stands behind the last of these characters.
        value=${value#"${last%"${last##*[=:@]}"}"}
        COMPREPLY+=("$(printf %q "$value")")
    done < <(bilayer complete -- "${words[@]:1}" 2>/dev/null | sed '$d')
    # A folder is gone on with.
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace
    return 0
}
complete -F _bilayer bilayer
