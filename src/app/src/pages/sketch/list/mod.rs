//! The design as a list: what screen readers get, and another way to edit the same model.

mod place;
mod tools;
mod tree;

pub(crate) use tree::DesignList;
