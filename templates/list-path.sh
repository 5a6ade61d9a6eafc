# Sets list to a list of tasks, 1,5-8 or @FILE, such that the file is found from any directory.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}
