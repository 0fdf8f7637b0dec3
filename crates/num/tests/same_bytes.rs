//! The same bytes on every machine: figures pinned to the last bit.

use standoff_num::distributions::{gamma_quantile, normal_quantile};
use standoff_num::elementary::{exp, ln, logistic};
use standoff_num::{Draws, LatinHypercube, LowDiscrepancy};

#[test]
fn figures_are_pinned() {
    let found = [
        exp(1.2345),
        exp(-321.5),
        ln(7.25),
        logistic(-3.3),
        normal_quantile(0.0321),
        gamma_quantile(2.5, 0.77),
        Draws::new(2026, 1, 2).uniform(3, 4, 5),
        LatinHypercube::new(2026, 10).column(7)[3],
        LowDiscrepancy::new(2026, 300).coordinate(12_345, 17),
        LowDiscrepancy::new(2026, 300).coordinate(12_345, 299),
    ]
    .map(f64::to_bits);
    let pinned = [
        0x400b_7e47_790d_a685,
        0x22f2_0b93_267e_8023,
        0x3fff_b22e_98a1_c24e,
        0x3fa2_3663_0d36_2b36,
        0xbffd_9cd4_4d1d_8f10,
        0x400b_8161_b332_d59d,
        0x3fc8_5d1b_d27b_38fc,
        0x3fce_4bca_cf20_0000,
        0x3fe3_b788_ff16_69cb,
        0x3fca_dcc6_437a_825c,
    ];
    assert_eq!(found, pinned, "{found:#x?}");
}
