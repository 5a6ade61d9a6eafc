nap () 
{ 
    [[ -n ${nap_pipe-} ]] || exec {nap_pipe}<> <(:);
    read -rt "$1" -u "${nap_pipe}" _ || true
}
true
