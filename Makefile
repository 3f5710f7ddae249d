# The commands of this project. Each is one script in scripts/, so that it can be read.
.PHONY: help run install test check bench faults docs lock

help:  ## Show these lines
	@sed -n 's/^\([a-z%-]*\):.*##/make \1\t/p' Makefile

run:  ## Start a newsroom with its demonstration; Ctrl-C stops it
	@exec sh scripts/run.sh

install:  ## Make this folder ready for a service that may not write into it
	@exec sh scripts/install.sh

test:  ## Check and test everything, as CI does
	@exec sh scripts/test.sh

check:  ## Lint, types, contracts between rooms
	@exec sh scripts/check.sh

bench:  ## Measure everything; results in bench/results
	@exec sh scripts/bench.sh

bench-%:  ## Measure one thing: make bench-serve
	@exec sh scripts/bench.sh $*

faults:  ## Kill processes while work goes on; a thousand random runs of writing together
	@exec sh scripts/faults.sh

docs:  ## Build the documentation into site-docs
	@exec sh scripts/docs.sh

lock:  ## Lock the newest allowed versions
	@exec sh scripts/lock.sh
