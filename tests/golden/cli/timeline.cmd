env: LC_ALL=C.UTF-8
timeline ../semantics/once_only.case declared(X) seceded(X) independent(X)
timeline ../semantics/other_days.case may_sue(X) in_time(X) registered(X,Y) settled(X) --for all
timeline ../semantics/acts.case duty(X) owes(X)
timeline ../semantics/acts.case duty(X) --format json --for mayor_side
timeline ../semantics/acts.case duty(X) --format svg --for mayor_side
timeline ../semantics/acts.case duty(X) --for owner --format ascii
timeline
status ../semantics/acts.case --format svg
exit: 0 0 0 0 0 0 2 2
