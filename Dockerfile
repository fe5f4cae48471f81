# Needs a complete package feed: the image carries the genuine packages, never the stand-ins (eng/stand-ins/README.md).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN PUBLIC_FEED=true eng/publish.sh /app && mkdir /data

# Chiselled: no shell, no package manager, an unprivileged user.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
COPY policies/ policies/
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV STEPPEDCARE__DATA=/data
VOLUME /data
USER $APP_UID

# gRPC, and web with /metrics.
EXPOSE 5080 5081
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["dotnet", "SteppedCare.Server.dll", "healthcheck"]
ENTRYPOINT ["dotnet", "SteppedCare.Server.dll"]

# For trying it out: no callers are authenticated. Whoever runs it for people gives arguments of their own.
CMD ["--development"]
