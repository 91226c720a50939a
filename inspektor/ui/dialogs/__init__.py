"""The questions a person is asked, one dialog a module."""
