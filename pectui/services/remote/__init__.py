"""The mailbox as the service lists it.

listing      how one query's rows lie on the service's pages: `GET /inbox`
reading      its pages, newest first, and one message: `GET /inbox/{id}`
deletion     deleting the message that was meant: `DELETE /inbox/{id}`
"""
