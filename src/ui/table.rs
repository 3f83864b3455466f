//! A table that stays a table for assistive technology when CSS stacks it into cards.

use yew::prelude::*;

/// `role`s say again what the elements say, because `display: block` takes that away in some
/// browsers.
pub(crate) fn table(caption: &str, columns: &[&str], rows: Html) -> Html {
    let heading = |text: &&str| html! { <th scope="col" role="columnheader">{ *text }</th> };
    html! {
        <table role="table">
            <caption>{ caption }</caption>
            <thead role="rowgroup"><tr role="row">{ for columns.iter().map(heading) }</tr></thead>
            <tbody role="rowgroup">{ rows }</tbody>
        </table>
    }
}

/// A row: its heading, then the cells with their columns' names.
pub(crate) fn row(heading: Html, cells: Vec<(&str, Html)>) -> Html {
    html! {
        <tr role="row">
            <th scope="row" role="rowheader">{ heading }</th>
            { for cells.into_iter().map(|(column, content)| cell(column, content)) }
        </tr>
    }
}

/// A cell with its column's name, which shows when the row is stacked.
pub(crate) fn cell(column: &str, content: Html) -> Html {
    html! { <td role="cell" data-label={column.to_owned()}>{ content }</td> }
}
