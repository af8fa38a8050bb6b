"""The pages that a sender meets, in the order in which they meet them."""
