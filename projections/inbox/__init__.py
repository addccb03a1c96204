"""The view `inbox`: what riders are told of the reports they sent in or confirmed."""
