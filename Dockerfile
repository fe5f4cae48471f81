# Needs a complete package feed: the image carries the genuine packages, never the stand-ins (eng/stand-ins/README.md).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN PUBLIC_FEED=true eng/publish.sh /app && mkdir /data

# Chiselled: no shell, no package manager, an unprivileged user. "extra" for its time zones: a service's dates are civil dates of Europe/London or elsewhere.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .

# No solution lies above the program, so its own folder is the content root, and policies are looked for here.
COPY policies/ policies/
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV STEPPEDCARE_DATA=/data \
    STEPPEDCARE_LISTEN__GRPC=0.0.0.0:5080 \
    STEPPEDCARE_LISTEN__WEB=0.0.0.0:5081
VOLUME /data
USER $APP_UID

# gRPC, and web with /metrics.
EXPOSE 5080 5081
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["dotnet", "SteppedCare.Server.dll", "healthcheck"]
ENTRYPOINT ["dotnet", "SteppedCare.Server.dll"]

# For trying it out: nobody is authenticated, and without this argument the server refuses addresses that others can reach. For people's care give other
# arguments: listen on 127.0.0.1 behind a proxy in the same network namespace that authenticates its callers.
CMD ["--development"]
