"""The pages on which an agency answers a request for information, on the referral site."""
