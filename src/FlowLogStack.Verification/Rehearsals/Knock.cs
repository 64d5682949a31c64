using System.Net;
using System.Net.Sockets;

namespace FlowLogStack.Verification;

/// <summary>One connection attempt. No data is sent.</summary>
/// <param name="LocalPort">Source port.</param>
/// <param name="Outcome">Outcome.</param>
sealed record Knock(int LocalPort, KnockOutcome Outcome)
{
    internal static async Task<Knock> AtAsync(IPEndPoint target, TimeSpan timeout, CancellationToken cancellation)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // Bound before the attempt, so that the source port is known if the attempt fails.
        socket.Bind(new IPEndPoint(target.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            await socket.ConnectAsync(target, limit.Token).ConfigureAwait(false);
            return new Knock(port, KnockOutcome.Connected);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Knock(port, KnockOutcome.TimedOut);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut)
        {
            return new Knock(port, KnockOutcome.TimedOut);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
        {
            return new Knock(port, KnockOutcome.Refused);
        }
        catch (SocketException e)
        {
            throw new VerificationException($"{target} cannot be reached from this machine: {e.Message.TrimEnd('.')}. Use an address that this machine "
                + "has a route to.", e);
        }
    }
}
