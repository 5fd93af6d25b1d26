# Names of profiles and steps come from the program itself.
_igtoken_names() {
    local -a names
    names=(${(f)"$(command igtoken complete $1 -- "${(@Q)igtoken_typed}" 2>/dev/null </dev/null)"})
    compadd -a names
}
_igtoken_profiles() {
    _igtoken_names profiles
}
_igtoken_steps() {
    _igtoken_names steps
}
