"""Tables from pixels, ours beside other tools on the same pictures; what a page costs."""
