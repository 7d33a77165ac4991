/* Powers of points on processors without AVX2: one base after another. */
#ifndef TOPARQUIA_POWERS_H
#define TOPARQUIA_POWERS_H

#include "digits.h"
#include "points.h"

#define BASES_TOGETHER 1
typedef point power;
typedef flat_addend table_entry;

typedef struct {
    int8_t digits[DIGITS];
    uint8_t used[BUCKETS + 1];
    point bucket[BUCKETS + 1];
} sorting;

static inline power power_neutral(void)
{
    return POINT_NEUTRAL;
}

static inline point power_as_point(const power *p)
{
    return *p;
}

static inline table_entry table_entry_of(const field *x, const field *y)
{
    table_entry entry;
    field xy = field_mul(x, y);
    entry.plus = field_add(y, x);
    entry.minus = field_sub(y, x);
    entry.twice_dt = field_mul(&xy, &TWICE_D);
    return entry;
}

static inline void power_add_entry(power *p, const table_entry *entry, int negative)
{
    *p = point_add_flat(p, entry, negative);
}

static void sorting_begin(sorting *s, const uint8_t scalar[32])
{
    digits_of(s->digits, scalar);
    memset(s->used, 0, sizeof s->used);
}

static void sorting_take(sorting *s, int place, const point *multiple, const addend *as_addend)
{
    int digit = s->digits[place], size = digit < 0 ? -digit : digit;
    if (digit == 0)
        return;
    if (s->used[size])
        s->bucket[size] = point_add(&s->bucket[size], as_addend, digit < 0);
    else
        s->bucket[size] = digit > 0 ? *multiple : point_add(&POINT_NEUTRAL, as_addend, 1);
    s->used[size] = 1;
}

/* The sum of d * bucket[d]. */
static point sorting_sum(const sorting *s)
{
    point running = POINT_NEUTRAL, total = POINT_NEUTRAL;
    int begun = 0;
    for (int size = BUCKETS; size > 0; size--) {
        if (s->used[size]) {
            addend a = point_as_addend(&s->bucket[size]);
            running = begun ? point_add(&running, &a, 0) : s->bucket[size];
        }
        if (begun) {
            addend a = point_as_addend(&running);
            total = point_add(&total, &a, 0);
        } else if (s->used[size]) {
            total = running;
            begun = 1;
        }
    }
    return total;
}

/* Powers of one base by its exponents, and by the order where membership is not known. */
static void bases_powers(
    size_t count, const uint8_t *const encodings[1], const uint8_t *known, const uint32_t *counts,
    const uint8_t *const exponents[1], power *const found[1], uint8_t *good, sorting *sortings, size_t most)
{
    (void)count;
    (void)most;
    point multiple;
    size_t all = counts[0] + !known[0];
    good[0] = (uint8_t)point_from_bytes(&multiple, encodings[0]);
    if (!good[0])
        return;
    for (size_t j = 0; j < counts[0]; j++)
        sorting_begin(&sortings[j], exponents[0] + 96 * j + 64);
    if (!known[0])
        sorting_begin(&sortings[counts[0]], ORDER);
    for (int place = 0; all && place < DIGITS; place++) {
        if (place)
            multiple = point_doubled(&multiple, 4);
        addend a = point_as_addend(&multiple);
        for (size_t j = 0; j < all; j++)
            sorting_take(&sortings[j], place, &multiple, &a);
    }
    for (size_t j = 0; j < counts[0]; j++)
        found[0][j] = sorting_sum(&sortings[j]);
    if (!known[0]) {
        point last = sorting_sum(&sortings[counts[0]]);
        good[0] = (uint8_t)point_is_neutral(&last);
    }
}

/* The sum of points; 0 if one of them is none. */
static int sum_of_points(point *sum, size_t count, const uint8_t *encodings)
{
    point one;
    *sum = POINT_NEUTRAL;
    for (size_t i = 0; i < count; i++) {
        if (!point_from_bytes(&one, encodings + 32 * i))
            return 0;
        addend a = point_as_addend(&one);
        *sum = point_add(sum, &a, 0);
    }
    return 1;
}

#endif
