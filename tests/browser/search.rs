//! What a text is found by, whatever its case and marks.

use volens_widget::browser::fold::fold;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn case_and_marks_do_not_count() {
    for (text, folded) in
        [("Mārketings", "marketings"), ("ŠĶĒRŠĻI", "skersli"), ("Õäöü", "oaou"), ("Ёлка", "елка")]
    {
        assert_eq!(fold(text), folded);
    }
    assert_eq!(fold("ы"), "ы");
}
