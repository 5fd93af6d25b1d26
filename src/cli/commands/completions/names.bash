# Completions of igtoken for bash. Names of profiles and steps come from the program itself.

_igtoken_or_names() {
    local current="${COMP_WORDS[COMP_CWORD]}" kind="" path="" wants="" word name i
    [[ $current == "=" ]] && current=""
    for ((i = 1; i < COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        if [[ -n $wants ]]; then
            [[ $word == "=" ]] || wants=""
            continue
        fi
        case "$word" in
            @VALUED@) wants="$word" ;;
            -*) ;;
            *) path="$path $word" ;;
        esac
    done
    if [[ $wants == "--profile" ]]; then
        kind=profiles
    elif [[ -z $wants && $current != -* ]]; then
        case "$path" in
            " step") kind=steps ;;
            " profile rename" | " profile remove") kind=profiles ;;
        esac
    fi
    if [[ -z $kind ]]; then
        _igtoken "$@"
        return
    fi
    COMPREPLY=()
    while IFS= read -r name; do
        [[ $name == "$current"* ]] && COMPREPLY+=("$name")
    done < <(command igtoken complete "$kind" -- \
        "${COMP_WORDS[@]/#\~\//$HOME/}" 2>/dev/null </dev/null)
    return 0
}
