# Sets list to a list of tasks, 1,5-8 or @FILE, with the path of the file made absolute.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}
