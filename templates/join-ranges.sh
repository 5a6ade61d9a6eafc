# Joins the sorted numbers at the beginning of lines into ranges, such as 1,5-8.
join_ranges() {
  LC_ALL=C awk '
    function end_range() {
      printf "%s%.0f", separator, from
      if (from != to) printf "-%.0f", to
      separator = ","
    }
    NR == 1 {
      from = to = $1 + 0
      next
    }
    $1 == to + 1 {
      to++
      next
    }
    {
      end_range()
      from = to = $1 + 0
    }
    END { if (NR) end_range() }
  '
}
