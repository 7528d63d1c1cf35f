"""The pages of accounts, all of one blueprint; the modules beside attach their routes to it."""
