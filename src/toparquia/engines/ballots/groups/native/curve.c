/* Many powers of public points of Ed25519 at once: g^u * y^v * base^e, and whether each base is a member.
 *
 * Secrets never come here. Powers of g and y are taken from tables; those of a base share its doublings
 * (A. Yao, 1976): its multiples by powers of 16 are sorted into buckets by the digits of each exponent.
 */
#include <stdlib.h>

#ifdef __AVX2__
#include "powers_lanes.h"
#else
#include "powers_plain.h"
#endif

#define WINDOWS 32
#define WINDOW_VALUES 128
#define ALIGNMENT 64

/* What is added for d * 256^w * P, for d from 1 to 128. */
typedef struct { table_entry of[WINDOWS][WINDOW_VALUES]; } table;

static void *room_for(size_t count, size_t size)
{
    return aligned_alloc(ALIGNMENT, (count * size + ALIGNMENT) / ALIGNMENT * ALIGNMENT);
}

static void table_power(power *p, const table *t, const uint8_t scalar[32])
{
    int carry = 0;
    for (int w = 0; w < WINDOWS; w++) {
        int digit = scalar[w] + carry;
        carry = digit > WINDOW_VALUES;
        digit -= 256 * carry;
        if (digit > 0)
            power_add_entry(p, &t->of[w][digit - 1], 0);
        else if (digit < 0)
            power_add_entry(p, &t->of[w][-digit - 1], 1);
    }
}

static int is_zero(const uint8_t scalar[32])
{
    static const uint8_t zero[32];
    return memcmp(scalar, zero, 32) == 0;
}

size_t toparquia_curve_table_size(void)
{
    return sizeof(table);
}

/* Fill the table of a point; return 0 if it is none, or there is no memory. */
int toparquia_curve_table(table *t, const uint8_t encoding[32])
{
    point start;
    size_t count = WINDOWS * WINDOW_VALUES;
    point *all = malloc(count * sizeof *all);
    field *products = malloc(count * sizeof *products);
    int done = all && products && point_from_bytes(&start, encoding);
    if (done) {
        for (int w = 0; w < WINDOWS; w++) {
            addend step = point_as_addend(&start);
            point multiple = start;
            for (int value = 0; value < WINDOW_VALUES; value++) {
                all[w * WINDOW_VALUES + value] = multiple;
                multiple = point_add(&multiple, &step, 0);
            }
            start = point_doubled(&start, 8);
        }
        field inverse = products_of_z(products, all, count);
        for (size_t i = count; i-- > 0;) {
            field own = field_mul(&inverse, &products[i]);
            inverse = field_mul(&inverse, &all[i].z);
            field x = field_mul(&all[i].x, &own), y = field_mul(&all[i].y, &own);
            t->of[i / WINDOW_VALUES][i % WINDOW_VALUES] = table_entry_of(&x, &y);
        }
    }
    free(all);
    free(products);
    return done;
}

/* Multiply in the powers of g and y, and write the encodings. Return 0 without memory. */
static int finish(
    const table *of_generator, const table *of_key, size_t total, const power *found, const uint8_t *exponents,
    uint8_t *encodings)
{
    point *flat = room_for(total, sizeof *flat);
    field *spare = room_for(total, sizeof *spare);
    int done = flat && spare;
    for (size_t i = 0; done && i < total; i++, exponents += 96) {
        power one = found[i];
        if (!is_zero(exponents))
            table_power(&one, of_generator, exponents);
        if (!is_zero(exponents + 32))
            table_power(&one, of_key, exponents + 32);
        flat[i] = power_as_point(&one);
    }
    if (done)
        points_to_bytes(encodings, flat, total, spare);
    free(flat);
    free(spare);
    return done;
}

/* For task i with counts[i] exponents (u, v, e), each of 32 little-endian bytes and below the order, write the
 * encodings of g^u * y^v * base^e one after another, and whether the base is good. Where it is not, what is
 * written means nothing. Return 0 without memory. */
int toparquia_curve_powers(
    const table *of_generator, const table *of_key, size_t tasks, const uint8_t *bases, const uint8_t *known,
    const uint32_t *counts, const uint8_t *exponents, uint8_t *encodings, uint8_t *good)
{
    size_t total = 0, most = 0;
    for (size_t i = 0; i < tasks; i++) {
        total += counts[i];
        most = counts[i] > most ? counts[i] : most;
    }
    power *found = room_for(total, sizeof *found);
    sorting *sortings = room_for(BASES_TOGETHER * (most + 1), sizeof *sortings);
    int done = found && sortings;
    for (size_t i = 0; done && i < total; i++)
        found[i] = power_neutral();
    const uint8_t *next_exponents = exponents;
    power *next = found;
    for (size_t i = 0; done && i < tasks; i += BASES_TOGETHER) {
        size_t count = tasks - i < BASES_TOGETHER ? tasks - i : BASES_TOGETHER;
        const uint8_t *encoding[BASES_TOGETHER], *given[BASES_TOGETHER];
        power *wanted[BASES_TOGETHER];
        for (size_t b = 0; b < count; b++) {
            encoding[b] = bases + 32 * (i + b);
            given[b] = next_exponents;
            wanted[b] = next;
            next_exponents += 96 * counts[i + b];
            next += counts[i + b];
        }
        bases_powers(count, encoding, known + i, counts + i, given, wanted, good + i, sortings, most);
    }
    if (done)
        done = finish(of_generator, of_key, total, found, exponents, encodings);
    free(found);
    free(sortings);
    return done;
}

/* Write the encoding of the sum of points; return 0 if one of them is none. */
int toparquia_curve_sum(size_t count, const uint8_t *encodings, uint8_t sum[32])
{
    point total;
    field spare;
    if (!sum_of_points(&total, count, encodings))
        return 0;
    points_to_bytes(sum, &total, 1, &spare);
    return 1;
}

/* Which way of computing was built. */
const char *toparquia_kind(void)
{
#ifdef __AVX2__
    return "AVX2";
#else
    return "plain C";
#endif
}
