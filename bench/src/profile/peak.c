// The most that one thread of a processor with 256-bit vectors can do: twelve independent sums of fused multiply-adds.
//
//     cc -O3 -funroll-all-loops -mavx2 -mfma bench/src/profile/peak.c -o peak && ./peak

#include <immintrin.h>
#include <stdio.h>
#include <time.h>

enum { SUMS = 12, ROUNDS = 100000000, FLOATS = 8 };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(void) {
  __m256 sums[SUMS];
  for (int i = 0; i < SUMS; i++) sums[i] = _mm256_set1_ps(i);
  const __m256 half = _mm256_set1_ps(0.5f), one = _mm256_set1_ps(1.0f);

  const double begin = seconds();
  for (long round = 0; round < ROUNDS; round++)
    for (int i = 0; i < SUMS; i++) sums[i] = _mm256_fmadd_ps(sums[i], half, one);
  const double took = seconds() - begin;

  // What nobody used would not be computed.
  float used = 0, lanes[FLOATS];
  for (int i = 0; i < SUMS; i++) {
    _mm256_storeu_ps(lanes, sums[i]);
    used += lanes[0];
  }
  const double operations = 2.0 * FLOATS * SUMS * ROUNDS;
  printf("%.1f GFLOP/s on one thread (%g)\n", operations / took / 1e9, used);
  return 0;
}
