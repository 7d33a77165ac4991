/* The steps of a product of rows of remainders between its two matrix products, each in one pass.
 *
 * The same arithmetic as in residues.py, number for number: whole numbers below 2^53 in doubles, so that nothing
 * is ever rounded, whatever the compiler makes of it.
 */
#include <math.h>
#include <stddef.h>

static inline double reduced(double value, double prime, double inverse)
{
    return value - rint(value * inverse) * prime;
}

/* out = left * right modulo the primes of the first base. With `step` 0, right is one row for all. */
void toparquia_rows_quotient(
    size_t rows, size_t count, const double *left, const double *right, size_t step, const double *primes,
    const double *inverses, double *out)
{
    for (size_t row = 0; row < rows; row++, left += count, right += step, out += count)
        for (size_t i = 0; i < count; i++)
            out[i] = reduced(left[i] * right[i], primes[i], inverses[i]);
}

/* out = left * right + added, digits = out * scales, modulo the primes of the second base. */
void toparquia_rows_digits(
    size_t rows, size_t count, const double *left, const double *right, size_t step, const double *added,
    const double *scales, const double *primes, const double *inverses, double *out, double *digits)
{
    for (size_t row = 0; row < rows; row++, left += count, right += step, added += count, out += count, digits += count)
        for (size_t i = 0; i < count; i++) {
            double sum = reduced(left[i] * right[i] + added[i], primes[i], inverses[i]);
            out[i] = sum;
            digits[i] = reduced(sum * scales[i], primes[i], inverses[i]);
        }
}

/* out = out - wraps * wrap modulo the primes of the first base, wraps rounded to whole numbers. */
void toparquia_rows_unwrapped(
    size_t rows, size_t count, const double *wraps, const double *wrap, const double *primes,
    const double *inverses, double *out)
{
    for (size_t row = 0; row < rows; row++, out += count) {
        double times = rint(wraps[row]);
        for (size_t i = 0; i < count; i++)
            out[i] = reduced(out[i] - times * wrap[i], primes[i], inverses[i]);
    }
}
