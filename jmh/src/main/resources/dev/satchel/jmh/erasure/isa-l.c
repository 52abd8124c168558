/*
 * ISA-L called from C, doing what ErasureBenchmark does: the bound that its figures stand beside.
 *
 *   isa-l ROWS COLUMNS MATRIX SHARD_BYTES STRIPES ITERATIONS MILLIS
 *
 * MATRIX is in hex, row after row. Prints stripes a second, a line an iteration; one more goes
 * first and does not count. The two functions are declared here, so that the library's package
 * suffices and its headers are not needed.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void ec_init_tables(int k, int rows, unsigned char *a, unsigned char *gftbls);
void ec_encode_data(int len, int k, int rows, unsigned char *gftbls, unsigned char **data,
                    unsigned char **coding);

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static void *allocated(size_t bytes) {
  void *memory;
  if (posix_memalign(&memory, 64, bytes) != 0) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

static unsigned char **shards(int count, int bytes) {
  unsigned char **all = allocated(count * sizeof *all);
  for (int i = 0; i < count; i++) {
    all[i] = allocated(bytes);
    memset(all[i], 31 * i + 7, bytes);
  }
  return all;
}

int main(int argc, char **argv) {
  if (argc != 8) {
    fputs("usage: isa-l ROWS COLUMNS MATRIX SHARD_BYTES STRIPES ITERATIONS MILLIS\n", stderr);
    return 2;
  }
  int rows = atoi(argv[1]), columns = atoi(argv[2]), bytes = atoi(argv[4]);
  int stripes = atoi(argv[5]), iterations = atoi(argv[6]);
  double length = atoi(argv[7]) / 1e3;
  unsigned char *matrix = allocated(rows * columns);
  for (int i = 0; i < rows * columns; i++) {
    unsigned int element;
    if (sscanf(argv[3] + 2 * i, "%2x", &element) != 1) {
      fputs("the matrix is too short\n", stderr);
      return 2;
    }
    matrix[i] = element;
  }
  unsigned char *tables = allocated(32 * rows * columns);
  ec_init_tables(columns, rows, matrix, tables);
  unsigned char **inputs = shards(columns * stripes, bytes);
  unsigned char **outputs = shards(rows * stripes, bytes);
  int next = 0;
  for (int iteration = -1; iteration < iterations; iteration++) {
    double begin = seconds(), end;
    long done = 0;
    do {
      ec_encode_data(bytes, columns, rows, tables, inputs + next * columns, outputs + next * rows);
      next = (next + 1) % stripes;
      done++;
      end = seconds();
    } while (end - begin < length);
    if (iteration >= 0) {
      printf("%.6f\n", done / (end - begin));
    }
  }
  return 0;
}
