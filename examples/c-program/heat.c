/* Heat in a rod of length 1 that is cooled at both ends, by explicit finite differences.
 * Usage: heat --cells N --ratio R --output FILE, with R = dt / dx^2, which is stable up to 0.5. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double PI = 3.14159265358979323846;
static const double END = 0.1; /* time at which the error is measured */

int main(int argc, char **argv) {
  int cells = 0;
  double ratio = 0;
  const char *output = NULL;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "--cells")) cells = atoi(argv[i + 1]);
    else if (!strcmp(argv[i], "--ratio")) ratio = atof(argv[i + 1]);
    else if (!strcmp(argv[i], "--output")) output = argv[i + 1];
    else return fprintf(stderr, "heat: unknown option %s\n", argv[i]), 2;
  }
  if (cells < 2 || ratio <= 0 || !output) return fputs("heat: --cells, --ratio and --output are required\n", stderr), 2;

  double *now = calloc(cells + 1, sizeof *now), *next = calloc(cells + 1, sizeof *next);
  if (!now || !next) return fputs("heat: out of memory\n", stderr), 1;
  for (int i = 0; i <= cells; i++) now[i] = sin(PI * i / cells);
  int steps = (int)ceil(END * cells * cells / ratio);
  for (int step = 0; step < steps; step++) {
    for (int i = 1; i < cells; i++) next[i] = now[i] + ratio * (now[i - 1] - 2 * now[i] + now[i + 1]);
    double *swap = now;
    now = next;
    next = swap;
  }

  double exact = exp(-PI * PI * steps * ratio / cells / cells), error = fabs(now[cells / 2] - exact);
  FILE *file = fopen(output, "w");
  if (!file) return perror(output), 1;
  fprintf(file, "steps=%d\nerror=%.6g\n", steps, error);
  return fclose(file) == 0 ? 0 : 1;
}
