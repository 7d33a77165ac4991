/* A product of rows of remainders, block by block, so that what lies between its two matrix products never leaves
 * the processor's nearest cache.
 *
 * The same arithmetic as in residues.py, number for number: whole numbers below 2^53 in doubles, so that nothing
 * is ever rounded, in whatever order a compiler or a processor adds.
 */
#include <math.h>
#include <stddef.h>
#include <string.h>

#define BLOCK_ROWS 6
#define GROUP 8
#define MOST_PRIMES 128

typedef double four __attribute__((vector_size(32), aligned(8)));
typedef double row[MOST_PRIMES] __attribute__((aligned(32)));

/* What stays the same for all products; `count` primes in each base, `padded` to a multiple of GROUP. Matrices are
 * packed: for each GROUP of columns, row by row. */
typedef struct {
    size_t count, padded;
    const double *to_second, *to_first, *first, *first_inverses, *second, *second_inverses, *digit_scales, *wrap,
        *digit_shares;
} constants;

static inline double reduced(double value, double prime, double inverse)
{
    return value - rint(value * inverse) * prime;
}

/* out = rows * matrix. */
static void multiply(row *out, const row *rows, const double *matrix, size_t count, size_t padded)
{
    for (size_t column = 0; column < padded; column += GROUP) {
        four low[BLOCK_ROWS], high[BLOCK_ROWS];
        for (int r = 0; r < BLOCK_ROWS; r++)
            low[r] = high[r] = (four){0, 0, 0, 0};
        for (size_t k = 0; k < count; k++, matrix += GROUP) {
            four left = *(const four *)matrix, right = *(const four *)(matrix + 4);
#pragma GCC unroll 6
            for (int r = 0; r < BLOCK_ROWS; r++) {
                double own = rows[r][k];
                four all = {own, own, own, own};
                low[r] += all * left;
                high[r] += all * right;
            }
        }
        for (int r = 0; r < BLOCK_ROWS; r++) {
            memcpy(&out[r][column], &low[r], sizeof(four));
            memcpy(&out[r][column + 4], &high[r], sizeof(four));
        }
    }
}

/* The products of up to BLOCK_ROWS rows. With `step` 0, the right side is one row for all. */
static void block(
    const constants *c, size_t rows, const double *left_first, const double *left_second,
    const double *right_first, const double *right_second, size_t step, double *out_first, double *out_second)
{
    row carried[BLOCK_ROWS], digits[BLOCK_ROWS];
    size_t count = c->count;
    memset(digits, 0, sizeof digits);
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < count; i++)
            digits[r][i] = reduced(
                left_first[r * count + i] * right_first[r * step + i], c->first[i], c->first_inverses[i]);
    multiply(carried, digits, c->to_second, count, c->padded);
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < count; i++) {
            double sum = reduced(
                left_second[r * count + i] * right_second[r * step + i] + carried[r][i], c->second[i],
                c->second_inverses[i]);
            out_second[r * count + i] = sum;
            digits[r][i] = reduced(sum * c->digit_scales[i], c->second[i], c->second_inverses[i]);
        }
    multiply(carried, digits, c->to_first, count, c->padded);
    for (size_t r = 0; r < rows; r++) {
        double share = 0;
        for (size_t i = 0; i < count; i++)
            share += digits[r][i] * c->digit_shares[i];
        /* How often the second base's product fits. */
        double times = rint(share);
        for (size_t i = 0; i < count; i++)
            out_first[r * count + i] =
                reduced(carried[r][i] - times * c->wrap[i], c->first[i], c->first_inverses[i]);
    }
}

/* out = left * right, row by row; each side is given by the parts of both bases. `out` may be `left`. Return 0 if
 * there are more primes than a row has room for. */
int toparquia_rows_product(
    const constants *c, size_t rows, const double *left_first, const double *left_second,
    const double *right_first, const double *right_second, size_t step, double *out_first, double *out_second)
{
    if (c->padded > MOST_PRIMES)
        return 0;
    for (size_t done = 0; done < rows; done += BLOCK_ROWS) {
        size_t next = rows - done < BLOCK_ROWS ? rows - done : BLOCK_ROWS;
        size_t at = done * c->count, right = done * step;
        block(
            c, next, left_first + at, left_second + at, right_first + right, right_second + right, step,
            out_first + at, out_second + at);
    }
    return 1;
}
