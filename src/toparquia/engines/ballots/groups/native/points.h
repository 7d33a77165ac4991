/* Points of Ed25519, for public values: nothing here takes care with time.
 *
 * Source: H. Hisil and others, "Twisted Edwards curves revisited" (Asiacrypt 2008). The formulas are complete:
 * they hold for every pair of points, the neutral one included.
 */
#ifndef TOPARQUIA_POINTS_H
#define TOPARQUIA_POINTS_H

#include <stddef.h>

#include "field.h"

/* x = X/Z, y = Y/Z, xy = T/Z. */
typedef struct { field x, y, z, t; } point;
/* A point as the addition takes it: Y+X, Y-X, 2Z, 2dT. */
typedef struct { field plus, minus, twice_z, twice_dt; } addend;
/* The same for Z = 1. */
typedef struct { field plus, minus, twice_dt; } flat_addend;

static const point POINT_NEUTRAL = {{{0}}, {{1}}, {{1}}, {{0}}};

static inline addend point_as_addend(const point *p)
{
    addend a;
    a.plus = field_add(&p->y, &p->x);
    a.minus = field_sub(&p->y, &p->x);
    a.twice_z = field_add(&p->z, &p->z);
    a.twice_dt = field_mul(&p->t, &TWICE_D);
    return a;
}

static inline point point_completed(const field *e, const field *f, const field *g, const field *h)
{
    point sum;
    sum.x = field_mul(e, f);
    sum.y = field_mul(g, h);
    sum.z = field_mul(f, g);
    sum.t = field_mul(e, h);
    return sum;
}

/* p + a, or p - a when `negative` is set. */
static inline point point_add(const point *p, const addend *a, int negative)
{
    field minus = field_sub(&p->y, &p->x), plus = field_add(&p->y, &p->x);
    field low = field_mul(&minus, negative ? &a->plus : &a->minus);
    field high = field_mul(&plus, negative ? &a->minus : &a->plus);
    field c = field_mul(&p->t, &a->twice_dt), d = field_mul(&p->z, &a->twice_z);
    field e = field_sub(&high, &low), h = field_add(&high, &low);
    field less = field_sub(&d, &c), more = field_add(&d, &c);
    return negative ? point_completed(&e, &more, &less, &h) : point_completed(&e, &less, &more, &h);
}

static inline point point_add_flat(const point *p, const flat_addend *a, int negative)
{
    field minus = field_sub(&p->y, &p->x), plus = field_add(&p->y, &p->x);
    field low = field_mul(&minus, negative ? &a->plus : &a->minus);
    field high = field_mul(&plus, negative ? &a->minus : &a->plus);
    field c = field_mul(&p->t, &a->twice_dt), d = field_add(&p->z, &p->z);
    field e = field_sub(&high, &low), h = field_add(&high, &low);
    field less = field_sub(&d, &c), more = field_add(&d, &c);
    return negative ? point_completed(&e, &more, &less, &h) : point_completed(&e, &less, &more, &h);
}

/* 2^times * p; times is at least 1. T is worked out at the end alone. */
static inline point point_doubled(const point *p, int times)
{
    point r = *p;
    for (int left = times; left > 0; left--) {
        field xx = field_square(&r.x), yy = field_square(&r.y), zz = field_square(&r.z);
        field both = field_add(&r.x, &r.y), square = field_square(&both);
        field h = field_add(&yy, &xx), g = field_sub(&yy, &xx), twice = field_add(&zz, &zz);
        field e = field_sub_loose(&square, &h), f = field_sub_loose(&twice, &g);
        r.x = field_mul(&e, &f);
        r.y = field_mul(&g, &h);
        r.z = field_mul(&f, &g);
        if (left == 1)
            r.t = field_mul(&e, &h);
    }
    return r;
}

static inline int point_is_neutral(const point *p)
{
    return field_equal(&p->x, &FIELD_ZERO) && field_equal(&p->y, &p->z);
}

/* Decode 32 bytes; return 0 if they are no point, or not the one way to write it. */
static inline int point_from_bytes(point *p, const uint8_t bytes[32])
{
    uint8_t again[32];
    field y = field_from_bytes(bytes);
    field_to_bytes(again, &y);
    again[31] |= bytes[31] & 0x80;
    if (memcmp(again, bytes, 32) != 0)
        return 0;
    field yy = field_square(&y), dyy = field_mul(&yy, &CURVE_D);
    field u = field_sub(&yy, &FIELD_ONE), v = field_add(&dyy, &FIELD_ONE);
    field v2 = field_square(&v), v3 = field_mul(&v2, &v), v6 = field_square(&v3), v7 = field_mul(&v6, &v);
    field uv3 = field_mul(&u, &v3), uv7 = field_mul(&u, &v7), root = field_root_power(&uv7);
    field x = field_mul(&uv3, &root), xx = field_square(&x), check = field_mul(&v, &xx);
    if (!field_equal(&check, &u)) {
        x = field_mul(&x, &ROOT_OF_MINUS_ONE);
        xx = field_square(&x);
        check = field_mul(&v, &xx);
        if (!field_equal(&check, &u))
            return 0;
    }
    int odd = bytes[31] >> 7;
    if (odd && field_equal(&x, &FIELD_ZERO))
        return 0;
    if (field_is_odd(&x) != odd)
        x = field_sub(&FIELD_ZERO, &x);
    p->x = field_mul(&x, &FIELD_ONE);
    p->y = y;
    p->z = FIELD_ONE;
    p->t = field_mul(&p->x, &y);
    return 1;
}

/* The inverse of the product of all Z; products[i] becomes the product of those before i. P. Montgomery (1987). */
static inline field products_of_z(field *products, const point *points, size_t count)
{
    field product = FIELD_ONE;
    for (size_t i = 0; i < count; i++) {
        products[i] = product;
        product = field_mul(&product, &points[i].z);
    }
    return field_inverse(&product);
}

/* Encode many points with one inversion; `spare` has room for a number a point. */
static inline void points_to_bytes(uint8_t *bytes, const point *points, size_t count, field *spare)
{
    field inverse = products_of_z(spare, points, count);
    for (size_t i = count; i-- > 0;) {
        field own = field_mul(&inverse, &spare[i]);
        inverse = field_mul(&inverse, &points[i].z);
        field x = field_mul(&points[i].x, &own), y = field_mul(&points[i].y, &own);
        field_to_bytes(bytes + 32 * i, &y);
        bytes[32 * i + 31] |= (uint8_t)(field_is_odd(&x) << 7);
    }
}

#endif
