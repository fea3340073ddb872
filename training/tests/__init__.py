"""Tests of claimwire_training: python3 -m unittest discover -s training/tests -t training"""
