/* Four numbers modulo p = 2^255 - 19 at once, with AVX2. Public values only.
 *
 * A number is ten limbs, of 26 and 25 bits in turn; a vector holds the same limb of four numbers. "Tight" limbs
 * are below 2^26 + 2^16 (2^25 + 2^16), as products and `lanes_carried` leave them. A product takes limbs below
 * 2^27.6 (2^26.6): a tight one, a sum of two, or a difference.
 */
#ifndef TOPARQUIA_LANES_H
#define TOPARQUIA_LANES_H

#include <immintrin.h>

#include "field.h"

#define LIMBS 10
#define NOT_INLINED __attribute__((noinline))
typedef struct { __m256i limb[LIMBS]; } lanes;

/* The bits of limb i. */
#define BITS(i) (26 - ((i) & 1))
/* Limb i of 2p. */
#define TWICE_P(i) ((INT64_C(1) << (BITS(i) + 1)) - ((i) ? 2 : 38))

static inline __m256i all_lanes(int64_t value)
{
    return _mm256_set1_epi64x(value);
}

static inline lanes lanes_add(const lanes *a, const lanes *b)
{
    lanes sum;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++)
        sum.limb[i] = _mm256_add_epi64(a->limb[i], b->limb[i]);
    return sum;
}

/* a + times * 2p - b: with times 1 for a tight b, with times 2 for a sum or difference of tight ones. */
static inline lanes lanes_sub(const lanes *a, const lanes *b, int times)
{
    lanes difference;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++)
        difference.limb[i] =
            _mm256_sub_epi64(_mm256_add_epi64(a->limb[i], all_lanes(times * TWICE_P(i))), b->limb[i]);
    return difference;
}

static inline __m256i times_19(__m256i a)
{
    return _mm256_add_epi64(_mm256_add_epi64(a, _mm256_slli_epi64(a, 1)), _mm256_slli_epi64(a, 4));
}

/* Move what is above the bits of limb i into the next one. */
#define CARRY(r, i)                                                                                          \
    do {                                                                                                     \
        __m256i over = _mm256_srli_epi64((r)[i], BITS(i));                                                   \
        (r)[i] = _mm256_and_si256((r)[i], all_lanes((INT64_C(1) << BITS(i)) - 1));                           \
        (r)[((i) + 1) % LIMBS] = _mm256_add_epi64((r)[((i) + 1) % LIMBS], (i) == 9 ? times_19(over) : over); \
    } while (0)

/* Make limbs below 2^29 tight again. */
static inline lanes lanes_carried(lanes a)
{
    __m256i over[LIMBS];
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        over[i] = _mm256_srli_epi64(a.limb[i], BITS(i));
        a.limb[i] = _mm256_and_si256(a.limb[i], all_lanes((INT64_C(1) << BITS(i)) - 1));
    }
    a.limb[0] = _mm256_add_epi64(a.limb[0], times_19(over[9]));
#pragma GCC unroll 10
    for (int i = 1; i < LIMBS; i++)
        a.limb[i] = _mm256_add_epi64(a.limb[i], over[i - 1]);
    return a;
}

static inline void lanes_from_sums(lanes *out, __m256i r[LIMBS])
{
    CARRY(r, 0);
    CARRY(r, 5);
    CARRY(r, 1);
    CARRY(r, 6);
    CARRY(r, 2);
    CARRY(r, 7);
    CARRY(r, 3);
    CARRY(r, 8);
    CARRY(r, 4);
    CARRY(r, 9);
    CARRY(r, 5);
    CARRY(r, 0);
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++)
        out->limb[i] = r[i];
}

/* Not inlined: one copy of it stays in the processor's nearest cache. `out` may be one of the two. */
static NOT_INLINED void lanes_mul(lanes *out, const lanes *a, const lanes *b)
{
    __m256i by_19[LIMBS], r[LIMBS];
#pragma GCC unroll 10
    for (int i = 1; i < LIMBS; i++)
        by_19[i] = _mm256_mul_epu32(b->limb[i], all_lanes(19));
    /* Limb by limb of a, so that the ten sums stay in registers. */
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        __m256i own = a->limb[i], twice = _mm256_add_epi64(own, own);
#pragma GCC unroll 10
        for (int k = 0; k < LIMBS; k++) {
            int j = (k - i + LIMBS) % LIMBS;
            /* Two odd limbs meet half a bit too low each. */
            __m256i left = (i & 1) && (j & 1) ? twice : own;
            __m256i term = _mm256_mul_epu32(left, i <= k ? b->limb[j] : by_19[j]);
            r[k] = i ? _mm256_add_epi64(r[k], term) : term;
        }
    }
    lanes_from_sums(out, r);
}

static NOT_INLINED void lanes_square(lanes *out, const lanes *a)
{
    __m256i by_19[LIMBS], twice[LIMBS], four[LIMBS], r[LIMBS];
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        by_19[i] = _mm256_mul_epu32(a->limb[i], all_lanes(19));
        twice[i] = _mm256_add_epi64(a->limb[i], a->limb[i]);
        four[i] = _mm256_slli_epi64(a->limb[i], 2);
    }
#pragma GCC unroll 10
    for (int k = 0; k < LIMBS; k++) {
        __m256i sum = _mm256_setzero_si256();
#pragma GCC unroll 10
        for (int i = 0; i < LIMBS; i++) {
            int j = (k - i + LIMBS) % LIMBS;
            if (i > j)
                continue;
            /* Each pair comes twice; two odd limbs twice again. */
            int both_odd = (i & 1) && (j & 1);
            __m256i left = i == j ? (both_odd ? twice[i] : a->limb[i]) : (both_odd ? four[i] : twice[i]);
            sum = _mm256_add_epi64(sum, _mm256_mul_epu32(left, i <= k ? a->limb[j] : by_19[j]));
        }
        r[k] = sum;
    }
    lanes_from_sums(out, r);
}

static inline void lanes_squares(lanes *out, const lanes *a, int times)
{
    lanes_square(out, a);
    while (--times > 0)
        lanes_square(out, out);
}

/* a^((p - 5) / 8) in each lane; the steps are those of field_root_power. */
static void lanes_root_power(lanes *out, const lanes *a)
{
    lanes a2, a9, x10, x20, x50, x100, t;
    lanes_square(&a2, a);
    lanes_squares(&t, &a2, 2);
    lanes_mul(&a9, &t, a);
    lanes_mul(&t, &a9, &a2);
    lanes_square(&t, &t);
    lanes_mul(&a9, &t, &a9);
    /* Now a^31, in the place of a^9. */
    lanes_squares(&t, &a9, 5);
    lanes_mul(&x10, &t, &a9);
    lanes_squares(&t, &x10, 10);
    lanes_mul(&x20, &t, &x10);
    lanes_squares(&t, &x20, 20);
    lanes_mul(&t, &t, &x20);
    lanes_squares(&t, &t, 10);
    lanes_mul(&x50, &t, &x10);
    lanes_squares(&t, &x50, 50);
    lanes_mul(&x100, &t, &x50);
    lanes_squares(&t, &x100, 100);
    lanes_mul(&t, &t, &x100);
    lanes_squares(&t, &t, 50);
    lanes_mul(&t, &t, &x50);
    lanes_squares(&t, &t, 2);
    lanes_mul(out, &t, a);
}

/* Lane i gets numbers[i], which is tight. */
static inline lanes lanes_of(const field *a, const field *b, const field *c, const field *d)
{
    const uint64_t mask = (UINT64_C(1) << 26) - 1;
    lanes out;
#pragma GCC unroll 5
    for (int i = 0; i < 5; i++) {
        __m256i both = _mm256_set_epi64x(
            (int64_t)d->limb[i], (int64_t)c->limb[i], (int64_t)b->limb[i], (int64_t)a->limb[i]);
        out.limb[2 * i] = _mm256_and_si256(both, all_lanes((int64_t)mask));
        out.limb[2 * i + 1] = _mm256_srli_epi64(both, 26);
    }
    return out;
}

/* The four numbers of tight lanes. */
static inline void lanes_apart(field out[4], const lanes *a)
{
#pragma GCC unroll 5
    for (int i = 0; i < 5; i++) {
        uint64_t both[4] __attribute__((aligned(32)));
        _mm256_store_si256(
            (__m256i *)both, _mm256_add_epi64(a->limb[2 * i], _mm256_slli_epi64(a->limb[2 * i + 1], 26)));
        for (int lane = 0; lane < 4; lane++)
            out[lane].limb[i] = both[lane];
    }
}

#endif
