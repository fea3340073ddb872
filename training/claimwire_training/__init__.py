"""Training of the model that Claimwire ships: attributions and named entities with one small encoder."""
