# Its function's role, and what it needs of the queue. What else the function may do is what it does: `permissions`.

resource "aws_iam_role_policy" "own_queue" {
  name = "own-queue"
  role = module.function.role_name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadItsOwnQueue"
        Effect   = "Allow"
        Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
        Resource = aws_sqs_queue.work.arn
      },
      {
        Sid      = "PutAsideWhatItCannotRead"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.dead_letters.arn
      },
    ]
  })

  # The mapping reads the queue all the time: under a new name the new one is there before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}
