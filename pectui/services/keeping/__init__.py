"""The user's data in one file, for as long as they must be kept, and on to another machine.

layout   what such a file is made of, and which names it may hold
backup   the data written into one file while the program runs
package  such a file opened: checked whole before anything of it is used
restore  the data brought to a machine, never over others
"""
