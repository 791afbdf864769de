# One page that says whether all is well, and of what kind it is when it is not: alarms first, then what users feel, then what it is made of.

locals {
  all_alarms = concat([for alarm in aws_cloudwatch_metric_alarm.asks : alarm.alarm_name], var.alarm_names)
  alarm_arns = [for name in sort(local.all_alarms) : "arn:${var.partition}:cloudwatch:${var.region}:${var.account_id}:alarm:${name}"]

  queues       = sort(compact([for function in values(var.functions) : function.queue_name]))
  dead_letters = sort(concat(compact([for function in values(var.functions) : function.dead_letter_queue_name]), var.dead_letter_queue_names))
  functions    = sort([for function in values(var.functions) : function.function_name])

  # Rows of the page: what is above the graphs, and above those of AWS.
  first_graph  = 4 + ceil(length(local.alarm_arns) / 4)
  first_of_aws = local.first_graph + 6 * ceil(length(local.graphs) / 3)

  # `metrics` are measures of services, `of_aws` are as CloudWatch writes them.
  graphs = [for graph in [
    {
      title   = "Resets, by how they ended"
      metrics = [for outcome in ["completed", "failed", "cancelled", "rehearsed"] : { service = local.rebuild, measure = "Reset", by = { outcome = outcome }, stat = "Sum", label = outcome }]
      seconds = 3600
      line    = null
    },
    {
      title   = "Time to a clean desktop (ms)"
      metrics = [for stat in ["p50", "p90", "Maximum"] : { service = local.rebuild, measure = "TimeToReady", by = {}, stat = stat, label = stat }]
      seconds = 3600
      line    = { label = "slow-resets", value = var.thresholds.slow_minutes * 60000 }
    },
    {
      title   = "Seats that wait, by gate"
      metrics = [for gate in ["window", "outage", "failures", "budget", "breaker", "first"] : { service = local.rebuild, measure = "SeatWaiting", by = { gate = gate }, stat = "Maximum", label = gate }]
      seconds = local.round_seconds
      line    = null
    },
    {
      title = "Pauses, failed and stuck seats"
      metrics = concat(
        [for kind in ["outages", "failures", "breakers"] : { service = local.rebuild, measure = "PauseOpen", by = { kind = kind }, stat = "Maximum", label = "paused: ${kind}" }],
        [for measure in ["SeatFailed", "SeatStuck", "SeatTakesLong", "SeatNotReady"] : { service = local.rebuild, measure = measure, by = {}, stat = "Sum", label = measure }],
      )
      seconds = local.round_seconds
      line    = null
    },
    {
      title   = "Why resets were called off"
      metrics = [for because in ["userReturned", "connected", "neverConnected", "held", "unmanaged", "desktopGone", "undecided", "paused"] : { service = local.rebuild, measure = "ResetCancelled", by = { because = because }, stat = "Sum", label = because }]
      seconds = 3600
      line    = null
    },
    {
      title   = "Budget used, by policy (%)"
      metrics = [for policy in var.policies : { service = local.rebuild, measure = "BudgetUsed", by = { policy = policy }, stat = "Maximum", label = policy }]
      seconds = local.round_seconds
      line    = { label = "used up", value = 100 }
    },
    {
      title   = "Managed desktops, by policy"
      metrics = [for policy in var.policies : { service = local.manager, measure = "ManagedDesktops", by = { policy = policy }, stat = "Maximum", label = policy }]
      seconds = 3600
      line    = null
    },
    {
      title = "Calls to WorkSpaces, and those that AWS refused"
      metrics = flatten([for service in [local.manager, local.rebuild] : [
        for measure in ["ApiCalled", "ApiThrottled"] : { service = service, measure = measure, by = {}, stat = "Sum", label = "${service}: ${measure}" }
      ]])
      seconds = 300
      line    = { label = "all that the pace allows", value = var.calls_per_second * 300 }
    },
    {
      title = "Runs that have to come"
      metrics = concat(
        [{ service = local.rebuild, measure = "LeftoversRun", by = {}, stat = "Sum", label = "leftovers" }],
        [for walk in ["reconcile", "sweep"] : { service = local.manager, measure = "WalkCompleted", by = { walk = walk }, stat = "Sum", label = walk }],
      )
      seconds = 3600
      line    = null
    },
    {
      title = "Directory groups that were read"
      metrics = flatten([for group in keys(var.groups) : [
        { service = "directory-sync", measure = "DirectorySyncCompleted", by = { group = group }, stat = "Sum", label = "${group}: believed" },
        { service = "directory-sync", measure = "DirectorySyncRefused", by = { group = group, because = "directory" }, stat = "Sum", label = "${group}: could not be read" },
        { service = "directory-sync", measure = "DirectorySyncRefused", by = { group = group, because = "group" }, stat = "Sum", label = "${group}: not believed" },
      ]])
      seconds = 900
      line    = null
    },
    {
      title   = "Mails and notices"
      metrics = [for mail in values(local.mails) : merge(mail, { label = mail.measure })]
      seconds = 3600
      line    = null
    },
    {
      title   = "Messages that were handled, and those that come again"
      metrics = flatten([for service in keys(var.measures) : [for measure in ["RecordHandled", "RecordFailed", "RecordUnreadable"] : { service = service, measure = measure, by = {}, stat = "Sum", label = "${service}: ${measure}" }]])
      seconds = 300
      line    = null
    },
  ] : graph if length(graph.metrics) > 0]

  graphs_of_aws = [
    {
      title   = "Oldest message that waits (s)"
      metrics = [for queue in local.queues : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue, { stat = "Maximum" }]]
    },
    {
      title   = "Dead letters"
      metrics = [for queue in local.dead_letters : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { stat = "Maximum" }]]
    },
    {
      title   = "Functions: errors and throttles"
      metrics = concat([for function in local.functions : [for metric in ["Errors", "Throttles"] : ["AWS/Lambda", metric, "FunctionName", function, { stat = "Sum", label = "${function}: ${metric}" }]]]...)
    },
    {
      title   = "Functions: duration of nine of ten (ms)"
      metrics = [for function in local.functions : ["AWS/Lambda", "Duration", "FunctionName", function, { stat = "p90" }]]
    },
  ]

  widgets = concat(
    [
      {
        type       = "text", x = 0, y = 0, width = 24, height = 2
        properties = { markdown = "# ${var.name}\nEach alarm's description links the page that says what to do." }
      },
      {
        type       = "alarm", x = 0, y = 2, width = 24, height = 2 + ceil(length(local.alarm_arns) / 4)
        properties = { title = "Alarms", alarms = local.alarm_arns }
      },
    ],
    [for index, graph in local.graphs : {
      type = "metric", x = 8 * (index % 3), y = local.first_graph + 6 * floor(index / 3), width = 8, height = 6
      properties = {
        title  = graph.title
        region = var.region
        view   = "timeSeries"
        period = graph.seconds
        metrics = [for metric in graph.metrics : concat(
          [local.namespace, metric.measure, "service", metric.service],
          flatten([for name, value in metric.by : [name, value]]),
          [{ stat = metric.stat, label = metric.label }],
        )]
        annotations = { horizontal = graph.line == null ? [] : [graph.line] }
      }
    }],
    [for index, graph in local.graphs_of_aws : {
      type = "metric", x = 12 * (index % 2), y = local.first_of_aws + 6 * floor(index / 2), width = 12, height = 6
      properties = {
        title       = graph.title
        region      = var.region
        view        = "timeSeries"
        period      = 300
        metrics     = graph.metrics
        annotations = { horizontal = [] }
      }
    }],
  )
}

resource "aws_cloudwatch_dashboard" "all" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ start = "-PT24H", widgets = local.widgets })

  lifecycle {
    precondition {
      condition     = length(local.alarm_arns) <= 100
      error_message = "There are ${length(local.alarm_arns)} alarms, and a widget of CloudWatch shows 100. Use fewer directory groups, or show alarms of groups on a dashboard of your own and set observability to null."
    }
  }
}
