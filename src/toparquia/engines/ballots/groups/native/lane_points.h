/* Points of Ed25519 with AVX2, in two shapes: `points`, one coordinate of four points a vector, for what all four
 * go through together; and `packed`, the four coordinates of one point a vector, for what each does alone.
 * The formulas are those of points.h.
 */
#ifndef TOPARQUIA_LANE_POINTS_H
#define TOPARQUIA_LANE_POINTS_H

#include "lanes.h"
#include "points.h"

typedef struct { lanes x, y, z, t; } points;
/* Lanes X, Y, Z, T. */
typedef struct { lanes of; } packed;
/* Lanes Y-X, Y+X, Z, dT of what is added. */
typedef struct { lanes of; } packed_addend;

#define ORDER_OF(a, b, c, d) ((a) | (b) << 2 | (c) << 4 | (d) << 6)
/* For _mm256_blend_epi32: which 64-bit lanes come from the second. */
#define LANE(i) (3 << (2 * (i)))

/* a, shuffled, plus a itself; minus it in the lanes that `negative` has. */
static inline lanes lanes_mixed(const lanes *a, const int shuffle_first_two_only, const int negative)
{
    lanes out;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        __m256i own = a->limb[i], opposite = _mm256_sub_epi64(all_lanes(TWICE_P(i)), own);
        __m256i moved = shuffle_first_two_only ? _mm256_permute4x64_epi64(own, ORDER_OF(1, 0, 2, 3))
                                               : _mm256_permute4x64_epi64(own, ORDER_OF(1, 0, 3, 2));
        __m256i added = negative == 1 ? _mm256_blend_epi32(own, opposite, LANE(0))
                                      : _mm256_blend_epi32(own, opposite, LANE(0) | LANE(3));
        out.limb[i] = _mm256_add_epi64(moved, added);
    }
    return out;
}

/* p + a for a packed point: two products of four. `sum` may be p. */
static inline void packed_add(packed *sum, const packed *p, const packed_addend *a)
{
    /* Y-X, Y+X, 2Z, 2T. */
    lanes factors = lanes_mixed(&p->of, 1, 1);
    lanes products;
    lanes_mul(&products, &a->of, &factors);
    /* E = B-A, H = B+A, G = D+C, F = D-C of lanes A, B, D, C. */
    lanes four = lanes_mixed(&products, 0, 2), left, right;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        left.limb[i] = _mm256_permute4x64_epi64(four.limb[i], ORDER_OF(0, 2, 3, 0));
        right.limb[i] = _mm256_permute4x64_epi64(four.limb[i], ORDER_OF(3, 1, 2, 1));
    }
    lanes_mul(&sum->of, &left, &right);
}

/* The addend of -a; its last lane is tight. */
static inline packed_addend packed_negated(const packed_addend *a)
{
    packed_addend out;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        __m256i moved = _mm256_permute4x64_epi64(a->of.limb[i], ORDER_OF(1, 0, 2, 3));
        __m256i opposite = _mm256_sub_epi64(all_lanes(TWICE_P(i)), a->of.limb[i]);
        out.of.limb[i] = _mm256_blend_epi32(moved, opposite, LANE(3));
    }
    return out;
}

static inline packed packed_neutral(void)
{
    packed p;
    p.of.limb[0] = _mm256_set_epi64x(0, 1, 1, 0);
    for (int i = 1; i < LIMBS; i++)
        p.of.limb[i] = _mm256_setzero_si256();
    return p;
}

static inline void packed_as_addend(packed_addend *a, const packed *p)
{
    lanes scales = lanes_of(&FIELD_ONE, &FIELD_ONE, &FIELD_ONE, &CURVE_D), mixed;
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        __m256i own = p->of.limb[i], opposite = _mm256_sub_epi64(all_lanes(TWICE_P(i)), own);
        __m256i moved = _mm256_permute4x64_epi64(own, ORDER_OF(1, 0, 2, 3));
        __m256i zero = _mm256_setzero_si256();
        __m256i added = _mm256_blend_epi32(_mm256_blend_epi32(zero, own, LANE(1)), opposite, LANE(0));
        mixed.limb[i] = _mm256_add_epi64(moved, added);
    }
    lanes_mul(&a->of, &mixed, &scales);
}

static inline point packed_apart(const packed *p)
{
    field four[4];
    point out;
    lanes_apart(four, &p->of);
    out.x = four[0];
    out.y = four[1];
    out.z = four[2];
    out.t = four[3];
    return out;
}

/* Make four points 2^times of themselves; times is at least 1. */
static inline void points_double(points *p, int times)
{
    for (int left = times; left > 0; left--) {
        lanes xx, yy, zz, square, both = lanes_add(&p->x, &p->y);
        lanes_square(&xx, &p->x);
        lanes_square(&yy, &p->y);
        lanes_square(&zz, &p->z);
        lanes_square(&square, &both);
        lanes twice = lanes_add(&zz, &zz), h = lanes_add(&yy, &xx), g = lanes_sub(&yy, &xx, 1);
        lanes e = lanes_sub(&square, &h, 2), f = lanes_sub(&twice, &g, 2);
        e = lanes_carried(e);
        f = lanes_carried(f);
        lanes_mul(&p->x, &e, &f);
        lanes_mul(&p->y, &g, &h);
        lanes_mul(&p->z, &f, &g);
        if (left == 1)
            lanes_mul(&p->t, &e, &h);
    }
}

/* The addends of four points, each packed. */
static inline void points_as_addends(packed_addend out[4], const points *p)
{
    lanes d = lanes_of(&CURVE_D, &CURVE_D, &CURVE_D, &CURVE_D);
    lanes minus = lanes_sub(&p->y, &p->x, 1), plus = lanes_add(&p->y, &p->x), dt;
    lanes_mul(&dt, &p->t, &d);
#pragma GCC unroll 10
    for (int i = 0; i < LIMBS; i++) {
        __m256i low = _mm256_unpacklo_epi64(minus.limb[i], plus.limb[i]);
        __m256i high = _mm256_unpackhi_epi64(minus.limb[i], plus.limb[i]);
        __m256i low_rest = _mm256_unpacklo_epi64(p->z.limb[i], dt.limb[i]);
        __m256i high_rest = _mm256_unpackhi_epi64(p->z.limb[i], dt.limb[i]);
        out[0].of.limb[i] = _mm256_permute2x128_si256(low, low_rest, 0x20);
        out[1].of.limb[i] = _mm256_permute2x128_si256(high, high_rest, 0x20);
        out[2].of.limb[i] = _mm256_permute2x128_si256(low, low_rest, 0x31);
        out[3].of.limb[i] = _mm256_permute2x128_si256(high, high_rest, 0x31);
    }
}

/* Decode four encodings; good[i] is 0 where there is no point, and the lane is then the neutral one. */
static void points_from_bytes(points *p, const uint8_t *const encodings[4], int good[4])
{
    field y[4], x[4], u[4], check[4], t[4];
    for (int i = 0; i < 4; i++) {
        uint8_t again[32];
        y[i] = field_from_bytes(encodings[i]);
        field_to_bytes(again, &y[i]);
        again[31] |= encodings[i][31] & 0x80;
        good[i] = memcmp(again, encodings[i], 32) == 0;
    }
    lanes ys = lanes_of(&y[0], &y[1], &y[2], &y[3]), one = lanes_of(&FIELD_ONE, &FIELD_ONE, &FIELD_ONE, &FIELD_ONE);
    lanes d = lanes_of(&CURVE_D, &CURVE_D, &CURVE_D, &CURVE_D);
    lanes yy, us, vs, v3, v7, xs, xx, checks;
    lanes_square(&yy, &ys);
    us = lanes_sub(&yy, &one, 1);
    lanes_mul(&vs, &yy, &d);
    vs = lanes_add(&vs, &one);
    /* x = u v^3 (u v^7)^((p-5)/8). */
    lanes_square(&v3, &vs);
    lanes_mul(&v3, &v3, &vs);
    lanes_square(&v7, &v3);
    lanes_mul(&v7, &v7, &vs);
    lanes_mul(&v7, &us, &v7);
    lanes_root_power(&xs, &v7);
    lanes_mul(&v3, &us, &v3);
    lanes_mul(&xs, &v3, &xs);
    lanes_square(&xx, &xs);
    lanes_mul(&checks, &vs, &xx);
    lanes_mul(&us, &us, &one);
    lanes_apart(x, &xs);
    lanes_apart(u, &us);
    lanes_apart(check, &checks);
    for (int i = 0; i < 4; i++) {
        field opposite = field_sub(&FIELD_ZERO, &u[i]);
        int odd = encodings[i][31] >> 7;
        if (!field_equal(&check[i], &u[i])) {
            /* Then -u is what the square gives, or there is no root. */
            good[i] &= field_equal(&check[i], &opposite);
            x[i] = field_mul(&x[i], &ROOT_OF_MINUS_ONE);
        }
        if (odd && field_equal(&x[i], &FIELD_ZERO))
            good[i] = 0;
        if (field_is_odd(&x[i]) != odd)
            x[i] = field_sub(&FIELD_ZERO, &x[i]);
        x[i] = good[i] ? field_mul(&x[i], &FIELD_ONE) : FIELD_ZERO;
        y[i] = good[i] ? y[i] : FIELD_ONE;
        t[i] = field_mul(&x[i], &y[i]);
    }
    p->x = lanes_of(&x[0], &x[1], &x[2], &x[3]);
    p->y = lanes_of(&y[0], &y[1], &y[2], &y[3]);
    p->z = one;
    p->t = lanes_of(&t[0], &t[1], &t[2], &t[3]);
}

#endif
