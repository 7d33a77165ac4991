/* Powers of points with AVX2: four bases are doubled together, then each goes its own way. */
#ifndef TOPARQUIA_POWERS_H
#define TOPARQUIA_POWERS_H

#include "digits.h"
#include "lane_points.h"

#define BASES_TOGETHER 4
typedef packed power;

/* Limbs of an addend in 32 bits, lane by lane. */
typedef struct { uint32_t limb[LIMBS][4]; } table_entry;

typedef struct {
    int8_t digits[DIGITS];
    packed bucket[BUCKETS + 1];
} sorting;

static inline power power_neutral(void)
{
    return packed_neutral();
}

static inline point power_as_point(const power *p)
{
    return packed_apart(p);
}

static inline table_entry table_entry_of(const field *x, const field *y)
{
    table_entry entry;
    field minus = field_sub(y, x), plus = field_add(y, x), xy = field_mul(x, y), dxy = field_mul(&xy, &CURVE_D);
    minus = field_mul(&minus, &FIELD_ONE);
    plus = field_mul(&plus, &FIELD_ONE);
    lanes of = lanes_of(&minus, &plus, &FIELD_ONE, &dxy);
    for (int i = 0; i < LIMBS; i++) {
        uint64_t four[4] __attribute__((aligned(32)));
        _mm256_store_si256((__m256i *)four, of.limb[i]);
        for (int lane = 0; lane < 4; lane++)
            entry.limb[i][lane] = (uint32_t)four[lane];
    }
    return entry;
}

static inline void power_add_entry(power *p, const table_entry *entry, int negative)
{
    packed_addend a;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++)
        a.of.limb[i] = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)entry->limb[i]));
    if (negative)
        a = packed_negated(&a);
    packed_add(p, p, &a);
}

static void sorting_begin(sorting *s, const uint8_t scalar[32])
{
    digits_of(s->digits, scalar);
    for (int size = 1; size <= BUCKETS; size++)
        s->bucket[size] = packed_neutral();
}

static void sorting_take(sorting *s, int place, const packed_addend *multiple, const packed_addend *opposite)
{
    int digit = s->digits[place];
    if (digit > 0)
        packed_add(&s->bucket[digit], &s->bucket[digit], multiple);
    else if (digit < 0)
        packed_add(&s->bucket[-digit], &s->bucket[-digit], opposite);
}

/* The sum of d * bucket[d]. */
static void sorting_sum(packed *total, const sorting *s)
{
    packed running = s->bucket[BUCKETS];
    packed_addend a;
    *total = running;
    for (int size = BUCKETS - 1; size > 0; size--) {
        packed_as_addend(&a, &s->bucket[size]);
        packed_add(&running, &running, &a);
        packed_as_addend(&a, &running);
        packed_add(total, total, &a);
    }
}

/* Powers of up to four bases by the exponents of each, and by the order where membership is not known. `sortings`
 * has room for `most + 1` of each base. */
static void bases_powers(
    size_t count, const uint8_t *const encodings[4], const uint8_t *known, const uint32_t *counts,
    const uint8_t *const exponents[4], power *const found[4], uint8_t *good, sorting *sortings, size_t most)
{
    static const uint8_t neutral[32] = {1};
    const uint8_t *all[4];
    int decoded[4];
    for (size_t b = 0; b < 4; b++)
        all[b] = b < count ? encodings[b] : neutral;
    points multiples;
    points_from_bytes(&multiples, all, decoded);
    for (size_t b = 0; b < count; b++) {
        sorting *own = sortings + b * (most + 1);
        for (size_t j = 0; j < counts[b]; j++)
            sorting_begin(&own[j], exponents[b] + 96 * j + 64);
        if (!known[b])
            sorting_begin(&own[counts[b]], ORDER);
    }
    for (int place = 0; place < DIGITS; place++) {
        packed_addend addends[4];
        if (place)
            points_double(&multiples, 4);
        points_as_addends(addends, &multiples);
        for (size_t b = 0; b < count; b++) {
            sorting *own = sortings + b * (most + 1);
            packed_addend opposite = packed_negated(&addends[b]);
            for (size_t j = 0; j < counts[b] + !known[b]; j++)
                sorting_take(&own[j], place, &addends[b], &opposite);
        }
    }
    for (size_t b = 0; b < count; b++) {
        sorting *own = sortings + b * (most + 1);
        for (size_t j = 0; j < counts[b]; j++)
            sorting_sum(&found[b][j], &own[j]);
        good[b] = (uint8_t)decoded[b];
        if (!known[b]) {
            packed last;
            sorting_sum(&last, &own[counts[b]]);
            point p = packed_apart(&last);
            good[b] &= (uint8_t)point_is_neutral(&p);
        }
    }
}

/* The sum of points; 0 if one of them is none. */
static int sum_of_points(point *sum, size_t count, const uint8_t *encodings)
{
    static const uint8_t neutral[32] = {1};
    packed total = packed_neutral();
    int all_good = 1;
    for (size_t i = 0; i < count; i += 4) {
        const uint8_t *four[4];
        packed_addend addends[4];
        int good[4];
        for (size_t b = 0; b < 4; b++)
            four[b] = i + b < count ? encodings + 32 * (i + b) : neutral;
        points p;
        points_from_bytes(&p, four, good);
        points_as_addends(addends, &p);
        for (size_t b = 0; b < 4 && i + b < count; b++) {
            all_good &= good[b];
            packed_add(&total, &total, &addends[b]);
        }
    }
    *sum = packed_apart(&total);
    return all_good;
}

#endif
